package dev.moat.request;

import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.ReplyTo;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.CreateRegistry;
import dev.moat.model.SetupRequest.CreateVirtualNetwork;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateDnsZone;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupRequest.Registry;
import dev.moat.model.SetupRequest.RoleAssignment;
import dev.moat.model.SetupRequest.Subnet;
import dev.moat.model.SetupRequest.VirtualNetwork;
import dev.moat.model.SetupRequest.VirtualNetworkLink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns a request in which nothing is wrong into the model, with the contract's defaults. */
final class RequestMapper {

  private RequestMapper() {}

  static SetupRequest map(Field request) {
    return new SetupRequest(
        text(request, "requestId"),
        registry(request.get("registry")),
        request.get("virtualNetworks").items().stream().map(RequestMapper::virtualNetwork).toList(),
        zone(request.get("privateDnsZone")),
        endpoint(request.get("privateEndpoint")),
        request.get("roleAssignments").items().stream().map(RequestMapper::roleAssignment).toList(),
        optional(request, "onDrift").map(RequestMapper::driftPolicy),
        optional(request, "replyTo").map(RequestMapper::replyTo));
  }

  private static Registry registry(Field registry) {
    return new Registry(
        id(registry, "id"),
        optional(registry, "createIfMissing")
            .map(create -> new CreateRegistry(text(create, "location"), tags(create))));
  }

  private static VirtualNetwork virtualNetwork(Field network) {
    ResourceId id = id(network, "id");
    return new VirtualNetwork(
        id,
        optional(network, "createIfMissing")
            .map(
                create ->
                    new CreateVirtualNetwork(
                        text(create, "location"), texts(create, "addressPrefixes"), tags(create))),
        network.get("subnets").items().stream().map(subnet -> subnet(id, subnet)).toList());
  }

  private static Subnet subnet(ResourceId network, Field subnet) {
    return new Subnet(
        network.child("subnets", text(subnet, "name")),
        text(subnet, "addressPrefix"),
        subnet.get("privateEndpointNetworkPolicies").text(),
        texts(subnet, "delegations"));
  }

  private static PrivateDnsZone zone(Field zone) {
    ResourceId id = id(zone, "id");
    return new PrivateDnsZone(
        id,
        zone.get("virtualNetworkLinks").items().stream()
            .map(
                link ->
                    new VirtualNetworkLink(
                        id.child("virtualNetworkLinks", text(link, "name")),
                        id(link, "virtualNetworkId")))
            .toList());
  }

  private static PrivateEndpoint endpoint(Field endpoint) {
    ResourceId id = id(endpoint, "id");
    return new PrivateEndpoint(
        id,
        text(endpoint, "location"),
        id(endpoint, "subnetId"),
        endpoint.get("connectionName").text().orElse(id.name()),
        endpoint.get("privateDnsZoneGroup").get("name").text().orElse("default"),
        optional(endpoint, "approval").flatMap(RequestMapper::manualApproval));
  }

  private static Optional<ManualApproval> manualApproval(Field approval) {
    return approval
        .get("mode")
        .text()
        .filter("Manual"::equals)
        .map(
            mode ->
                new ManualApproval(
                    approval.get("requestMessage").text(),
                    approval.get("approvedBy").text().filter("Moat"::equals).isPresent()));
  }

  private static RoleAssignment roleAssignment(Field assignment) {
    return new RoleAssignment(
        text(assignment, "role"),
        text(assignment, "principalId"),
        assignment.get("principalType").text().orElse("ServicePrincipal"));
  }

  private static DriftPolicy driftPolicy(Field onDrift) {
    Field steps = onDrift.get("steps");
    Map<String, OnDrift> actions = new LinkedHashMap<>();
    steps.names().forEach(step -> action(steps, step).ifPresent(each -> actions.put(step, each)));
    return new DriftPolicy(
        action(onDrift, "action").orElse(OnDrift.REPAIR),
        actions,
        onDrift.get("recreateRegistry").isTrue());
  }

  private static ReplyTo replyTo(Field replyTo) {
    return new ReplyTo(text(replyTo, "queueName"), replyTo.get("correlationId").text());
  }

  private static Optional<OnDrift> action(Field parent, String name) {
    return parent.get(name).text().map(text -> OnDrift.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static Optional<Field> optional(Field parent, String name) {
    return Optional.of(parent.get(name)).filter(Field::isPresent);
  }

  private static ResourceId id(Field parent, String name) {
    return new ResourceId(text(parent, name));
  }

  private static String text(Field parent, String name) {
    return parent.get(name).text().orElseThrow();
  }

  private static List<String> texts(Field parent, String name) {
    return parent.get(name).items().stream().flatMap(item -> item.text().stream()).toList();
  }

  private static Map<String, String> tags(Field create) {
    Map<String, String> tags = new LinkedHashMap<>();
    create
        .get("tags")
        .node()
        .properties()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
    return tags;
  }
}
