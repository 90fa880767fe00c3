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
      check.losses.add(AccessLosses.unread(e.getMessage()));
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
      everybody(found);
    } else {
      rules.ipRules().forEach(rule -> losses.add(AccessLosses.address(rule.value())));
      subnetsOfRules().forEach(subnet -> losses.add(AccessLosses.subnet(subnet)));
    }
    if (letsAllIn || !rules.ipRules().isEmpty()) {
      losses.add(AccessLosses.portal());
      losses.add(AccessLosses.quickTasks());
      losses.addAll(TaskAccess.losses(arm, registry, found));
    }
  }

  private void everybody(ArmResource found) {
    List<ResourceId> linked = linkedNetworks();
    losses.add(AccessLosses.outside(linked));
    losses.add(AccessLosses.hostedAgents());
    losses.add(AccessLosses.appService());
    if (!trustsServices(found)) {
      losses.add(AccessLosses.trustedServices());
    }
    request.virtualNetworks().stream()
        .map(VirtualNetwork::id)
        .filter(network -> !linked.contains(network))
        .forEach(
            network ->
                losses.add(AccessLosses.unlinked(network, subnetsWithServiceEndpoint(network))));
  }

  private List<String> subnetsWithServiceEndpoint(ResourceId network) {
    return arm
        .get(network, ApiVersions.NETWORK)
        .map(found -> found.at("/properties/subnets"))
        .stream()
        .flatMap(Json::items)
        .filter(AccessCheck::hasServiceEndpoint)
        .map(subnet -> subnet.path("name").asText())
        .toList();
  }

  private static boolean hasServiceEndpoint(JsonNode subnet) {
    return Json.items(subnet.at("/properties/serviceEndpoints"))
        .anyMatch(each -> each.path("service").asText().equalsIgnoreCase(SERVICE_ENDPOINT));
  }

  /** The rules show in one preview version only. */
  private List<String> subnetsOfRules() {
    return arm
        .get(registry, ApiVersions.REGISTRY_VIRTUAL_NETWORK_RULES)
        .map(found -> found.at("/properties/networkRuleSet/virtualNetworkRules"))
        .stream()
        .flatMap(Json::items)
        .map(rule -> rule.path("virtualNetworkSubnetResourceId").asText(rule.path("id").asText()))
        .toList();
  }

  private List<ResourceId> linkedNetworks() {
    return request.privateDnsZone().links().stream()
        .map(VirtualNetworkLink::virtualNetwork)
        .toList();
  }
}
