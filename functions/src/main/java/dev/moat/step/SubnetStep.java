package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The subnet exists with the asked range, policies and delegations. What else stands on it (network
 * security group, route table, service endpoints, …) is written back as it was read, and only if
 * nobody changed it since.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/virtualnetwork/subnets/create-or-update">Create or
 *     update</a>
 */
final class SubnetStep implements Step<Desired.Subnet> {

  private static final String POLICIES = "privateEndpointNetworkPolicies";

  /** Marked as read-only in the published description of the API. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "actions",
          "interfaceEndpoints",
          "ipConfigurationProfiles",
          "ipConfigurations",
          "privateEndpoints",
          "purpose",
          "resourceNavigationLinks",
          "serviceAssociationLinks");

  @Override
  public StepKind kind() {
    return StepKind.SUBNET;
  }

  @Override
  public Observation observe(StepContext<Desired.Subnet> context) {
    Subnet subnet = context.desired().subnet();
    return context
        .arm()
        .get(subnet.id(), ApiVersions.NETWORK)
        .map(found -> existing(subnet, found))
        .orElseGet(Observation.Absent::new);
  }

  /** Setups share it: another may have made it since it was last looked at. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  @Override
  public List<Watched> watches(Desired.Subnet desired, Map<String, String> own) {
    // A write to the network carries its subnets along.
    return List.of(Watched.itself(desired.resource()), Watched.itself(desired.resource().parent()));
  }

  @Override
  public Begun converge(StepContext<Desired.Subnet> context, Observation.NeedsChange found) {
    Subnet subnet = context.desired().subnet();
    if (found instanceof Observation.Differs differs) {
      ObjectNode body = Echo.of(differs.found(), READ_ONLY);
      want(subnet, body.withObject("/properties"));
      return Echo.put(context, subnet.id(), ApiVersions.NETWORK, body, differs.found());
    }
    ObjectNode body = Json.object();
    want(subnet, body.putObject("properties").put("addressPrefix", subnet.addressPrefix()));
    return context.arm().put(subnet.id(), ApiVersions.NETWORK, body);
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Subnet desired) {
    return Optional.of(desired.resource().parent());
  }

  /** The ranges of a subnet: some api-versions answer one, some a list. */
  static List<String> prefixes(JsonNode subnet) {
    JsonNode properties = subnet.path("properties");
    return properties.hasNonNull("addressPrefix")
        ? List.of(properties.path("addressPrefix").asText())
        : Json.texts(properties.path("addressPrefixes"));
  }

  /** Why this subnet cannot become the asked one; empty when it can. */
  static Optional<StepError> prefixDiffers(Subnet subnet, JsonNode found) {
    List<String> prefixes = prefixes(found);
    return prefixes.contains(subnet.addressPrefix())
        ? Optional.empty()
        : Optional.of(
            new StepError(
                "SubnetPrefixDiffers",
                "The subnet %s exists with the range %s, not %s."
                    .formatted(subnet.id(), String.join(", ", prefixes), subnet.addressPrefix()),
                "Ask for the range it has, or for a subnet of another name."));
  }

  private static Observation existing(Subnet subnet, ArmResource found) {
    return Provisioning.changing(subnet.id(), found)
        .or(() -> prefixDiffers(subnet, found.body()).map(Observation.Blocked::new))
        .orElseGet(() -> compare(subnet, found));
  }

  private static Observation compare(Subnet subnet, ArmResource found) {
    List<Difference> differences = new ArrayList<>(Provisioning.failure(found));
    String policies = found.at("/properties/" + POLICIES).asText("");
    subnet
        .privateEndpointNetworkPolicies()
        .filter(wanted -> !wanted.equalsIgnoreCase(policies))
        .ifPresent(wanted -> differences.add(new Difference(POLICIES, wanted, policies)));
    List<String> delegations = delegations(found.at("/properties/delegations"));
    if (!missing(subnet, delegations).isEmpty()) {
      differences.add(
          new Difference("delegations", subnet.delegations().toString(), delegations.toString()));
    }
    return differences.isEmpty()
        ? new Observation.Matches()
        : new Observation.Differs(differences, found);
  }

  private static void want(Subnet subnet, ObjectNode properties) {
    subnet.privateEndpointNetworkPolicies().ifPresent(wanted -> properties.put(POLICIES, wanted));
    List<String> missing = missing(subnet, delegations(properties.path("delegations")));
    if (!missing.isEmpty()) {
      ArrayNode delegations = properties.withArray("delegations");
      missing.forEach(service -> delegations.add(delegation(service)));
    }
  }

  private static ObjectNode delegation(String service) {
    ObjectNode delegation = Json.object().put("name", service.replace('/', '.'));
    delegation.putObject("properties").put("serviceName", service);
    return delegation;
  }

  private static List<String> missing(Subnet subnet, List<String> found) {
    return subnet.delegations().stream()
        .filter(service -> found.stream().noneMatch(service::equalsIgnoreCase))
        .toList();
  }

  private static List<String> delegations(JsonNode delegations) {
    return Json.items(delegations)
        .map(each -> each.at("/properties/serviceName").asText())
        .toList();
  }
}
