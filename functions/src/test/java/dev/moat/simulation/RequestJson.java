package dev.moat.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;

/** Writes a request as a caller would. */
final class RequestJson {

  private RequestJson() {}

  static String of(SetupRequest request) {
    ObjectNode json = object().put("schemaVersion", 1).put("requestId", request.requestId());
    json.set("registry", registry(request.registry()));
    ArrayNode networks = json.putArray("virtualNetworks");
    request.virtualNetworks().forEach(network -> networks.add(network(network)));
    json.set("privateDnsZone", zone(request.privateDnsZone()));
    json.set("privateEndpoint", endpoint(request.privateEndpoint()));
    ArrayNode roles = json.putArray("roleAssignments");
    request.roleAssignments().forEach(role -> roles.add(role(role)));
    json.set("lockdown", object().put("publicNetworkAccess", "Disabled"));
    return json.toString();
  }

  private static ObjectNode registry(SetupRequest.Registry registry) {
    ObjectNode json = object().put("id", registry.id().value());
    registry
        .createIfMissing()
        .ifPresent(
            create -> json.set("createIfMissing", object().put("location", create.location())));
    return json;
  }

  private static ObjectNode network(VirtualNetwork network) {
    ObjectNode json = object().put("id", network.id().value());
    network
        .createIfMissing()
        .ifPresent(
            create -> {
              ObjectNode wish = object().put("location", create.location());
              create.addressPrefixes().forEach(wish.putArray("addressPrefixes")::add);
              json.set("createIfMissing", wish);
            });
    ArrayNode subnets = json.putArray("subnets");
    network.subnets().forEach(subnet -> subnets.add(subnet(subnet)));
    return json;
  }

  private static ObjectNode subnet(Subnet subnet) {
    ObjectNode json =
        object().put("name", subnet.id().name()).put("addressPrefix", subnet.addressPrefix());
    subnet
        .privateEndpointNetworkPolicies()
        .ifPresent(policies -> json.put("privateEndpointNetworkPolicies", policies));
    if (!subnet.delegations().isEmpty()) {
      subnet.delegations().forEach(json.putArray("delegations")::add);
    }
    return json;
  }

  private static ObjectNode zone(SetupRequest.PrivateDnsZone zone) {
    ObjectNode json = object().put("id", zone.id().value());
    ArrayNode links = json.putArray("virtualNetworkLinks");
    for (VirtualNetworkLink link : zone.links()) {
      links.add(
          object()
              .put("name", link.id().name())
              .put("virtualNetworkId", link.virtualNetwork().value()));
    }
    return json;
  }

  private static ObjectNode endpoint(SetupRequest.PrivateEndpoint endpoint) {
    ObjectNode json =
        object()
            .put("id", endpoint.id().value())
            .put("location", endpoint.location())
            .put("subnetId", endpoint.subnet().value())
            .put("connectionName", endpoint.connectionName());
    json.set("privateDnsZoneGroup", object().put("name", endpoint.zoneGroupName()));
    return json;
  }

  private static ObjectNode role(RoleAssignment role) {
    return object()
        .put("role", role.role())
        .put("principalId", role.principalId())
        .put("principalType", role.principalType());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
