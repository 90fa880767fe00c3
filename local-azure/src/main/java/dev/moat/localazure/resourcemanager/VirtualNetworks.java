package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Virtual networks. A PUT replaces all subnets; one operation at a time on a network. */
final class VirtualNetworks extends StoredKind {
  static final String TYPE = "Microsoft.Network/virtualNetworks";

  private final Subnets subnets;
  private final NetworkConflicts conflicts;

  VirtualNetworks(Cloud cloud, Subnets subnets) {
    super(cloud, TYPE);
    this.subnets = subnets;
    this.conflicts = new NetworkConflicts(cloud);
  }

  @Override
  public ArmReply put(Call call) {
    conflicts.refuseWhileHeld(call.id());
    ObjectNode sent = call.body();
    ArrayNode listed = takeSubnets(sent);
    AddressSpace space = AddressSpace.of(sent, call.id());
    Optional<Resource> existing = cloud.find(call.id());
    List<Resource> removed = subnetsNotIn(call.id(), listed);
    removed.forEach(subnets::refuseWhenInUse);
    List<SubnetRange> ranges = subnets.checkAll(space, listed, call.id());
    String before = existing.map(network -> content(network).toString()).orElse("");
    Resource network = store(call.id(), stored(call.id(), sent, existing));
    removed.forEach(subnet -> cloud.resources().remove(subnet.id()));
    ranges.forEach(range -> subnets.write(call.id(), range));
    boolean unchanged = content(network).toString().equals(before);
    network.provisioning(unchanged ? "Succeeded" : "Updating");
    ArmReply answer = answer(existing.isPresent() ? 200 : 201, network, call);
    NewOperation operation = operation(call, network, Change.WRITE).takes(Work.VIRTUAL_NETWORK);
    return (unchanged ? operation.changesNothing() : operation).answer(answer);
  }

  private NewOperation operation(Call call, Resource network, Change change) {
    return new NewOperation(cloud, call, type(), change, Dialect.NETWORK)
        .named(
            change == Change.DELETE
                ? "DeleteVirtualNetworkOperation"
                : "PutVirtualNetworkOperation")
        .in(network.location())
        .retryAfter(change == Change.DELETE ? 10 : 3)
        .holding(network.key());
  }

  private static ArrayNode takeSubnets(ObjectNode sent) {
    JsonNode listed = sent.withObjectProperty("properties").remove("subnets");
    return listed instanceof ArrayNode array ? array : Json.array();
  }

  private List<Resource> subnetsNotIn(ResourceId network, ArrayNode listed) {
    Set<String> kept =
        Json.items(listed)
            .map(subnet -> ResourceId.key(Json.text(subnet, "/name")))
            .collect(Collectors.toCollection(HashSet::new));
    return subnetsOf(network).stream()
        .filter(subnet -> !kept.contains(ResourceId.key(subnet.name())))
        .toList();
  }

  private List<Resource> subnetsOf(ResourceId network) {
    return cloud.resources().below(network, Subnets.TYPE).toList();
  }

  private ObjectNode stored(ResourceId id, ObjectNode sent, Optional<Resource> existing) {
    ObjectNode body = newBody(id).put("location", Locations.required(sent));
    if (sent.has("tags")) {
      body.set("tags", sent.get("tags"));
    }
    ObjectNode properties = sent.withObjectProperty("properties");
    Json.setDefault(properties, "virtualNetworkPeerings", Json.array());
    Json.setDefault(properties, "enableDdosProtection", Json.object().booleanNode(false));
    String guid = existing.map(old -> old.property("/resourceGuid")).orElseGet(cloud::newGuid);
    body.set("properties", properties.put("resourceGuid", guid));
    return body;
  }

  /** What a caller can change, to tell whether a write changed anything. */
  private ObjectNode content(Resource network) {
    ObjectNode content = network.body().deepCopy();
    content.withObjectProperty("properties").remove("provisioningState");
    content.set("subnets", Json.arrayOf(subnetsOf(network.id()).stream().map(subnets::content)));
    return content;
  }

  @Override
  public ArmReply patch(Call call) {
    Resource network =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    network.body().set("tags", call.body().path("tags"));
    network.changeEtag(cloud.newEtag());
    changed(call, "write", show(network, call.apiVersion()));
    return answer(200, network, call);
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> network = cloud.find(call.id());
    if (network.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id());
    subnetsOf(call.id()).forEach(subnets::refuseWhenInUse);
    settle(network.get(), "Deleting");
    return operation(call, network.get(), Change.DELETE)
        .takes(Work.VIRTUAL_NETWORK_DELETE)
        .answer(ArmReply.empty(202));
  }

  @Override
  protected void written(Operation operation, Resource network) {
    subnetsOf(network.id()).forEach(subnet -> subnet.provisioning("Succeeded"));
  }

  @Override
  public ObjectNode show(Resource network, String apiVersion) {
    ObjectNode body = network.body().deepCopy();
    body.put("etag", network.etag());
    List<Resource> below = subnetsOf(network.id());
    body.withObjectProperty("properties")
        .set(
            "subnets",
            Json.arrayOf(below.stream().map(subnet -> subnets.show(subnet, apiVersion))));
    return body;
  }
}
