package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who reaches a registry today and will not once its public access is off. Who comes by which
 * address cannot be read; so it is told of kinds of callers, and of all that has a name: IP rules,
 * subnets with a service endpoint, tasks.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-private-endpoints">What
 *     is unavailable without public access</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks#disable-public-network-access">Public
 *     access that is off overrides all rules, service endpoints too</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/allow-access-trusted-services">Trusted
 *     services keep access, and App Service is none</a>
 */
public final class AccessCheck {

  private static final String SERVICE_ENDPOINT = "Microsoft.ContainerRegistry";

  private final Arm arm;
  private final SetupRequest request;
  private final ResourceId registry;
  private final List<AccessLoss> losses = new ArrayList<>();

  private AccessCheck(Arm arm, SetupRequest request) {
    this.arm = arm;
    this.request = request;
    this.registry = request.registry().id();
  }

  /**
   * Nobody when the registry is closed, or not there yet. What cannot be read is told in the result
   * and not thrown.
   */
  public static List<AccessLoss> of(Arm arm, SetupRequest request) {
    AccessCheck check = new AccessCheck(arm, request);
    try {
      check.run();
    } catch (ArmException e) {
      check.lose(
          "Whoever else comes from outside the linked networks",
          "Who gets in today could not be read: " + e.getMessage(),
          "Make readable for Moat what the message names, and ask for the plan again.");
    }
    return List.copyOf(check.losses);
  }

  /** Whether services that Azure trusts pass the network rules. */
  static boolean trustsServices(ArmResource registry) {
    return !registry.at("/properties/networkRuleBypassOptions").asText().equals("None");
  }

  private void run() {
    arm.get(registry, ApiVersions.REGISTRY)
        .filter(found -> !LockdownStep.isClosed(found))
        .ifPresent(this::run);
  }

  private void run(ArmResource found) {
    NetworkRules rules = NetworkRules.of(found);
    boolean letsAllIn = !rules.defaultAction().equalsIgnoreCase("Deny");
    if (letsAllIn) {
      everybody();
      unlinkedNetworks();
      if (!trustsServices(found)) {
        trustedServices();
      }
    } else {
      rules.ipRules().forEach(this::addresses);
      subnets();
    }
    if (letsAllIn || !rules.ipRules().isEmpty()) {
      fromOutside();
      losses.addAll(TaskAccess.losses(arm, registry, found));
    }
  }

  private void everybody() {
    lose(
        "Machines outside the linked networks",
        "Every network is let in today, and then only these: " + linked() + ".",
        "Link their networks to the zone, or connect them to a linked one by peering, VPN or"
            + " ExpressRoute and have them resolve names there.");
    lose(
        "Build agents that Microsoft or GitHub hosts",
        "They run outside your networks, at changing addresses.",
        "Use a self-hosted agent in a linked network.");
    lose(
        "Web apps and functions of App Service that pull over the public network",
        "App Service is none of the services that Azure trusts here.",
        "Integrate them with a linked network and route their image pulls through it"
            + " (outboundVnetRouting.imagePullTraffic).");
  }

  private void unlinkedNetworks() {
    List<ResourceId> linked = linkedNetworks();
    request.virtualNetworks().stream()
        .filter(network -> !linked.contains(network.id()))
        .forEach(this::unlinked);
  }

  private void unlinked(VirtualNetwork network) {
    List<String> subnets = subnetsWithServiceEndpoint(network.id());
    lose(
        "Machines in the network " + network.id(),
        "It is not linked to the zone, so that they find the public address only"
            + (subnets.isEmpty()
                ? "."
                : "; the service endpoint of " + String.join(", ", subnets) + " ends there too."),
        "Ask for a link to it.");
  }

  private List<String> subnetsWithServiceEndpoint(ResourceId network) {
    return arm
        .get(network, ApiVersions.NETWORK)
        .map(found -> Json.items(found.at("/properties/subnets")))
        .stream()
        .flatMap(each -> each)
        .filter(AccessCheck::hasServiceEndpoint)
        .map(subnet -> subnet.path("name").asText())
        .toList();
  }

  private static boolean hasServiceEndpoint(JsonNode subnet) {
    return Json.items(subnet.at("/properties/serviceEndpoints"))
        .anyMatch(each -> each.path("service").asText().equalsIgnoreCase(SERVICE_ENDPOINT));
  }

  private void trustedServices() {
    lose(
        "Services that Azure trusts: Container Instances, Machine Learning, image imports, and the"
            + " scans of Microsoft Defender for Cloud",
        "networkRuleBypassOptions is None.",
        "Set it to AzureServices, if they are to keep access.");
  }

  private void addresses(NetworkRules.Rule rule) {
    lose(
        "Machines at " + rule.value(),
        "An IP rule lets them in today, and public access that is off overrides all rules.",
        "Connect their network to a linked one; or do without them.");
  }

  /** The rules show in one preview version only. */
  private void subnets() {
    Optional<JsonNode> rules =
        arm.get(registry, ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES)
            .map(found -> found.at("/properties/networkRuleSet/virtualNetworkRules"));
    rules.stream()
        .flatMap(Json::items)
        .map(rule -> rule.path("virtualNetworkSubnetResourceId").asText(rule.path("id").asText()))
        .forEach(this::subnet);
  }

  private void subnet(String id) {
    lose(
        "Machines in the subnet " + id,
        "Its service endpoint lets them in today, and ends with public access.",
        "Link its network to the zone.");
  }

  private void fromOutside() {
    lose(
        "The Azure portal and az acr repository, used from outside the linked networks",
        "Repositories and tags cannot be listed from there any more.",
        "Use them from a machine in a linked network.");
    lose(
        "az acr build and az acr run",
        "They run on machines of Azure outside your networks.",
        "Give them an agent pool in a linked network (--agent-pool), or build on a machine in one.");
  }

  private String linked() {
    return linkedNetworks().stream().map(ResourceId::value).collect(Collectors.joining(", "));
  }

  private List<ResourceId> linkedNetworks() {
    return request.privateDnsZone().links().stream()
        .map(VirtualNetworkLink::virtualNetwork)
        .toList();
  }

  private void lose(String who, String why, String advice) {
    losses.add(new AccessLoss(who, why, advice));
  }
}
