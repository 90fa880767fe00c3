package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.ReplyTo;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.Registry;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.util.Map;

/** Writes a request as the contract has it, with all defaults: it can be posted again. */
final class RequestJson {

  private RequestJson() {}

  static ObjectNode write(SetupRequest request) {
    ObjectNode json = object().put("schemaVersion", 1).put("requestId", request.requestId());
    json.set("registry", registry(request.registry()));
    json.set("virtualNetworks", array(request.virtualNetworks(), RequestJson::network));
    json.set("privateDnsZone", zone(request.privateDnsZone()));
    json.set("privateEndpoint", endpoint(request.privateEndpoint()));
    json.set("roleAssignments", array(request.roleAssignments(), RequestJson::role));
    json.set("lockdown", object().put("publicNetworkAccess", "Disabled"));
    json.set("onDrift", onDrift(request.driftPolicy()));
    request.replyTo().ifPresent(replyTo -> json.set("replyTo", replyTo(replyTo)));
    return json;
  }

  private static ObjectNode registry(Registry registry) {
    ObjectNode json = object().put("id", registry.id().value());
    registry
        .createIfMissing()
        .ifPresent(
            create ->
                json.putObject("createIfMissing")
                    .put("location", create.location())
                    .set("tags", texts(create.tags())));
    return json;
  }

  private static ObjectNode network(VirtualNetwork network) {
    ObjectNode json = object().put("id", network.id().value());
    network
        .createIfMissing()
        .ifPresent(
            create -> {
              ObjectNode how = json.putObject("createIfMissing");
              how.put("location", create.location());
              how.set("addressPrefixes", texts(create.addressPrefixes()));
              how.set("tags", texts(create.tags()));
            });
    json.set("subnets", array(network.subnets(), RequestJson::subnet));
    return json;
  }

  private static ObjectNode subnet(Subnet subnet) {
    ObjectNode json =
        object().put("name", subnet.id().name()).put("addressPrefix", subnet.addressPrefix());
    putText(json, "privateEndpointNetworkPolicies", subnet.privateEndpointNetworkPolicies());
    json.set("delegations", texts(subnet.delegations()));
    return json;
  }

  private static ObjectNode zone(PrivateDnsZone zone) {
    ObjectNode json = object().put("id", zone.id().value());
    json.set("virtualNetworkLinks", array(zone.links(), RequestJson::link));
    return json;
  }

  private static ObjectNode link(VirtualNetworkLink link) {
    return object()
        .put("name", link.id().name())
        .put("virtualNetworkId", link.virtualNetwork().value());
  }

  private static ObjectNode endpoint(PrivateEndpoint endpoint) {
    ObjectNode json =
        object()
            .put("id", endpoint.id().value())
            .put("location", endpoint.location())
            .put("subnetId", endpoint.subnet().value())
            .put("connectionName", endpoint.connectionName());
    json.putObject("privateDnsZoneGroup").put("name", endpoint.zoneGroupName());
    json.set(
        "approval",
        endpoint
            .manualApproval()
            .map(RequestJson::manual)
            .orElseGet(() -> object().put("mode", "Automatic")));
    return json;
  }

  private static ObjectNode manual(ManualApproval approval) {
    ObjectNode json =
        object().put("mode", "Manual").put("approvedBy", approval.byMoat() ? "Moat" : "Owner");
    putText(json, "requestMessage", approval.requestMessage());
    return json;
  }

  private static ObjectNode replyTo(ReplyTo replyTo) {
    ObjectNode json = object().put("queueName", replyTo.queue());
    putText(json, "correlationId", replyTo.correlationId());
    return json;
  }

  private static ObjectNode role(RoleAssignment role) {
    return object()
        .put("role", role.role())
        .put("principalId", role.principalId())
        .put("principalType", role.principalType());
  }

  private static ObjectNode onDrift(DriftPolicy policy) {
    ObjectNode json = object().put("action", inContract(policy.otherwise()));
    ObjectNode steps = json.putObject("steps");
    policy.steps().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(step -> steps.put(step.getKey(), inContract(step.getValue())));
    return json.put("recreateRegistry", policy.recreateRegistry());
  }

  private static String inContract(OnDrift action) {
    return switch (action) {
      case REPAIR -> "Repair";
      case REPORT -> "Report";
      case IGNORE -> "Ignore";
    };
  }
}
