package dev.moat.simulation;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.Registry;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Requests of one to three registries that share a network and a zone, so that they meet. */
final class RandomRequests {

  static final String SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001";
  static final ResourceId GROUP = new ResourceId(SUBSCRIPTION + "/resourceGroups/group");

  private static final String LOCATION = "westcentralus";
  private static final ResourceId NETWORK =
      GROUP.extension("Microsoft.Network", "virtualNetworks", "network");
  static final ResourceId ZONE =
      GROUP.extension("Microsoft.Network", "privateDnsZones", "privatelink.azurecr.io");

  private RandomRequests() {}

  static List<SetupRequest> draw(RandomGenerator random) {
    List<SetupRequest> requests = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 1; i <= count; i++) {
      requests.add(request(i, "first-" + i, random.nextInt(3)));
    }
    return requests;
  }

  /** The same wish under another id. */
  static SetupRequest again(SetupRequest request, String requestId) {
    return new SetupRequest(
        requestId,
        request.registry(),
        request.virtualNetworks(),
        request.privateDnsZone(),
        request.privateEndpoint(),
        request.roleAssignments(),
        request.onDrift(),
        request.replyTo());
  }

  /** The same without any role. */
  static SetupRequest withoutRoles(SetupRequest request) {
    return new SetupRequest(
        request.requestId(),
        request.registry(),
        request.virtualNetworks(),
        request.privateDnsZone(),
        request.privateEndpoint(),
        List.of(),
        request.onDrift(),
        request.replyTo());
  }

  private static SetupRequest request(int number, String requestId, int grants) {
    ResourceId subnet = NETWORK.child("subnets", "endpoints-" + number);
    ResourceId registry =
        GROUP.extension("Microsoft.ContainerRegistry", "registries", "registry" + number);
    return new SetupRequest(
        requestId,
        new Registry(registry, Optional.of(new CreateRegistry(LOCATION, Map.of()))),
        List.of(network(number, subnet)),
        new PrivateDnsZone(
            ZONE,
            List.of(new VirtualNetworkLink(ZONE.child("virtualNetworkLinks", "link"), NETWORK))),
        new PrivateEndpoint(
            GROUP.extension("Microsoft.Network", "privateEndpoints", "endpoint-" + number),
            LOCATION,
            subnet,
            "connection",
            "default",
            Optional.empty()),
        roles(number, grants),
        Optional.empty(),
        Optional.empty());
  }

  private static VirtualNetwork network(int number, ResourceId subnet) {
    return new VirtualNetwork(
        NETWORK,
        Optional.of(new CreateVirtualNetwork(LOCATION, List.of("10.0.0.0/16"), Map.of())),
        List.of(
            new Subnet(subnet, "10.0." + number + ".0/24", Optional.of("Disabled"), List.of()),
            new Subnet(
                NETWORK.child("subnets", "integration-" + number),
                "10.0." + (100 + number) + ".0/24",
                Optional.empty(),
                List.of("Microsoft.Web/serverFarms"))));
  }

  private static List<RoleAssignment> roles(int number, int grants) {
    List<RoleAssignment> roles = new ArrayList<>();
    for (int i = 0; i < grants; i++) {
      String principal = "11111111-1111-1111-1111-00000000000" + number;
      roles.add(new RoleAssignment(i == 0 ? "AcrPull" : "AcrPush", principal, "ServicePrincipal"));
    }
    return roles;
  }
}
