package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Subnets: one operation at a time on a network; none can go while something lives in it. */
final class Subnets extends StoredKind {
  static final String TYPE = "Microsoft.Network/virtualNetworks/subnets";

  private final NetworkConflicts conflicts;
  private final SubnetUse use;

  Subnets(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new NetworkConflicts(cloud);
    this.use = new SubnetUse(cloud);
  }

  @Override
  public ArmReply put(Call call) {
    ResourceId network = call.id().parent();
    conflicts.refuseWhileHeld(network);
    Optional<Resource> existing = cloud.find(call.id());
    existing.ifPresent(this::refuseWhileEndpointLands);
    SubnetRange range = SubnetRange.of(call.id().name(), call.body(), network);
    range.check(spaceOf(network), rangesIn(network), network);
    String before = existing.map(subnet -> content(subnet).toString()).orElse("");
    Resource subnet = write(network, range);
    boolean unchanged = content(subnet).toString().equals(before);
    subnet.provisioning(unchanged ? "Succeeded" : "Updating");
    touch(network);
    ArmReply answer = answer(existing.isPresent() ? 200 : 201, subnet, call);
    NewOperation operation = operation(call, network, Change.WRITE).retryAfter(3);
    return (unchanged ? operation.changesNothing() : operation).answer(answer);
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> subnet = cloud.find(call.id());
    if (subnet.isEmpty()) {
      return ArmReply.empty(204);
    }
    ResourceId network = call.id().parent();
    conflicts.refuseWhileHeld(network);
    refuseWhenInUse(subnet.get());
    subnet.get().provisioning("Deleting");
    touch(network);
    return operation(call, network, Change.DELETE).retryAfter(10).answer(ArmReply.empty(202));
  }

  private NewOperation operation(Call call, ResourceId network, Change change) {
    return new NewOperation(cloud, call, type(), change, Dialect.NETWORK)
        .named(change == Change.DELETE ? "DeleteSubnetOperation" : "PutSubnetOperation")
        .in(cloud.find(network).orElseThrow().location())
        .takes(Work.SUBNET)
        .holding(network.key());
  }

  private void refuseWhileEndpointLands(Resource subnet) {
    Optional<Resource> landing =
        use.endpointsIn(subnet).filter(endpoint -> !isSettled(endpoint)).findFirst();
    if (landing.isPresent()) {
      throw conflicts
          .notProvisioned(landing.get(), subnet.id().text(), "PutPrivateEndpointOperation")
          .refusal();
    }
  }

  private static boolean isSettled(Resource resource) {
    return resource.hasSucceeded() || resource.provisioningState().equals("Failed");
  }

  void refuseWhenInUse(Resource subnet) {
    Optional<String> user = use.ipConfigurationsIn(subnet).findFirst();
    if (user.isPresent()) {
      throw ArmError.network(
              400,
              "InUseSubnetCannotBeDeleted",
              ("Subnet %s is in use by %s and cannot be deleted. In order to delete the subnet,"
                      + " delete all the resources within the subnet. See aka.ms/deletesubnet.")
                  .formatted(subnet.name(), user.get()))
          .refusal();
    }
  }

  /** Checks the subnets of a network that is written as a whole. */
  List<SubnetRange> checkAll(AddressSpace space, ArrayNode listed, ResourceId network) {
    List<SubnetRange> ranges = new ArrayList<>();
    for (JsonNode subnet : listed) {
      ObjectNode sent = subnet.deepCopy();
      SubnetRange range = SubnetRange.of(Json.text(sent, "/name"), sent, network);
      range.check(space, ranges, network);
      ranges.add(range);
    }
    return ranges;
  }

  private AddressSpace spaceOf(ResourceId network) {
    return AddressSpace.of(cloud.find(network).orElseThrow().body(), network);
  }

  private List<SubnetRange> rangesIn(ResourceId network) {
    return cloud
        .resources()
        .below(network, TYPE)
        .map(subnet -> SubnetRange.of(subnet.name(), subnet.body(), network))
        .toList();
  }

  Resource write(ResourceId network, SubnetRange subnet) {
    ResourceId id = network.child("subnets", subnet.name());
    String state = cloud.find(id).map(Resource::provisioningState).orElse("Updating");
    ObjectNode body = newBody(id);
    body.set("properties", SubnetProperties.stored(id, subnet.sent()));
    Resource stored = store(id, body);
    stored.provisioning(state);
    return stored;
  }

  /** All parts of a network carry its ETag, which each change renews. */
  private void touch(ResourceId network) {
    cloud.find(network).ifPresent(found -> found.changeEtag(cloud.newEtag()));
  }

  @Override
  protected void written(Operation operation, Resource subnet) {
    touch(subnet.id().parent());
  }

  @Override
  protected void deleted(Operation operation, Resource subnet) {
    touch(subnet.id().parent());
  }

  /** What a caller can change, to tell whether a write changed anything. */
  ObjectNode content(Resource subnet) {
    ObjectNode content = subnet.body().deepCopy();
    content.withObjectProperty("properties").remove("provisioningState");
    return content;
  }

  @Override
  public ObjectNode show(Resource subnet, String apiVersion) {
    String etag = cloud.find(subnet.id().parent()).map(Resource::etag).orElse(subnet.etag());
    ObjectNode body = subnet.body().deepCopy().put("etag", etag);
    ObjectNode properties = body.withObjectProperty("properties");
    SubnetProperties.addEtags(properties, etag);
    List<String> users = use.ipConfigurationsIn(subnet).toList();
    List<String> endpoints = use.endpointsIn(subnet).map(e -> e.id().text()).toList();
    putIds(properties, "ipConfigurations", users);
    putIds(properties, "privateEndpoints", endpoints);
    return body;
  }

  private static void putIds(ObjectNode properties, String field, List<String> ids) {
    if (!ids.isEmpty()) {
      properties.set(field, Json.arrayOf(ids.stream().map(id -> Json.object().put("id", id))));
    }
  }
}
