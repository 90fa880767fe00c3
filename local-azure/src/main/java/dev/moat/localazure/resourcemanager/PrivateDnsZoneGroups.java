package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import java.util.Optional;

/** The zone group of a private endpoint: keeps the endpoint's records in private DNS zones. */
final class PrivateDnsZoneGroups extends StoredKind {
  static final String TYPE = PrivateEndpoints.TYPE + "/privateDnsZoneGroups";

  private final NetworkConflicts conflicts;
  private final ZoneGroupRecords records;

  PrivateDnsZoneGroups(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new NetworkConflicts(cloud);
    this.records = new ZoneGroupRecords(cloud);
  }

  @Override
  public ArmReply put(Call call) {
    Resource endpoint = cloud.find(call.id().parent()).orElseThrow();
    conflicts.refuseWhileHeld(endpoint.id());
    refuseSecond(call.id());
    ObjectNode sent = call.body();
    Optional<Resource> existing = cloud.find(call.id());
    existing.ifPresent(group -> refuseOtherZone(group, sent));
    ArrayNode configs = configs(call.id(), sent, existing);
    existing.ifPresent(group -> records.removeOthers(group, configs));
    boolean same =
        existing
            .map(group -> group.hasSucceeded() && ZoneGroupRecords.sameZones(group, configs))
            .orElse(false);
    ObjectNode body = newBody(call.id());
    body.putObject("properties").set("privateDnsZoneConfigs", configs);
    Resource group = store(call.id(), body);
    group.provisioning(same ? "Succeeded" : "Updating");
    ArmReply answer = answer(existing.isPresent() ? 200 : 201, group, call);
    NewOperation operation = operation(call, endpoint, Change.WRITE);
    return (same ? operation.changesNothing() : operation).answer(answer);
  }

  /** An endpoint has one zone group, whatever its name. */
  private void refuseSecond(ResourceId group) {
    boolean other =
        cloud
            .resources()
            .below(group.parent(), TYPE)
            .anyMatch(found -> !found.key().equals(group.key()));
    if (other) {
      throw ArmError.network(
              400,
              "MoreThanOnePrivateDnsZoneGroupPerPrivateEndpointNotAllowed",
              "Cannot create more than one private dns zone groups in the private endpoint "
                  + group.parent().text()
                  + ".")
          .refusal();
    }
  }

  /** The zone of a config cannot be changed in place. The code is this emulator's own. */
  private static void refuseOtherZone(Resource group, JsonNode sent) {
    for (JsonNode wanted : sent.at("/properties/privateDnsZoneConfigs")) {
      Optional<JsonNode> has = ZoneGroupRecords.config(group, Json.text(wanted, "/name"));
      boolean moved =
          has.isPresent()
              && !ZoneGroupRecords.zone(has.get()).equalsIgnoreCase(ZoneGroupRecords.zone(wanted));
      if (moved) {
        throw ArmError.network(
                400,
                "UpdateOfPrivateDnsZoneIdNotAllowed",
                "The private DNS zone of config %s of %s cannot be changed; remove the config first."
                    .formatted(Json.text(wanted, "/name"), group.id().text()))
            .refusal();
      }
    }
  }

  private ArrayNode configs(ResourceId group, ObjectNode sent, Optional<Resource> existing) {
    return Json.arrayOf(
        Json.items(sent.at("/properties/privateDnsZoneConfigs"))
            .map(wanted -> config(group, wanted, existing)));
  }

  private ObjectNode config(ResourceId group, JsonNode wanted, Optional<Resource> existing) {
    String zone = ZoneGroupRecords.zone(wanted);
    if (cloud.find(zone).isEmpty()) {
      throw ArmErrors.invalidReference(zone, group.text()).refusal();
    }
    String name = Json.text(wanted, "/name");
    ObjectNode config =
        Json.object()
            .put("name", name)
            .put("id", group.text() + "/privateDnsZoneConfigs/" + name)
            .put("type", TYPE + "/privateDnsZoneConfigs");
    JsonNode recordSets =
        existing
            .flatMap(old -> ZoneGroupRecords.config(old, name))
            .map(old -> old.at("/properties/recordSets"))
            .orElseGet(Json::array);
    config
        .putObject("properties")
        .put("provisioningState", "Succeeded")
        .put("privateDnsZoneId", zone)
        .set("recordSets", recordSets);
    return config;
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> group = cloud.find(call.id());
    if (group.isEmpty()) {
      return ArmReply.empty(204);
    }
    Resource endpoint = cloud.find(call.id().parent()).orElseThrow();
    conflicts.refuseWhileHeld(endpoint.id());
    settle(group.get(), "Deleting");
    return operation(call, endpoint, Change.DELETE).answer(ArmReply.empty(202));
  }

  private NewOperation operation(Call call, Resource endpoint, Change change) {
    boolean delete = change == Change.DELETE;
    return new NewOperation(cloud, call, type(), change, Dialect.NETWORK)
        .named(delete ? "DeletePrivateDnsZoneGroupOperation" : "PutPrivateDnsZoneGroupOperation")
        .in(endpoint.location())
        .takes(Work.PRIVATE_DNS_ZONE_GROUP)
        .retryAfter(10)
        .holding(endpoint.key());
  }

  @Override
  protected void written(Operation operation, Resource group) {
    records.write(group);
  }

  @Override
  protected void deleted(Operation operation, Resource group) {
    records.remove(group);
  }

  @Override
  public ObjectNode show(Resource group, String apiVersion) {
    ObjectNode body = group.body().deepCopy().put("etag", group.etag());
    for (JsonNode config : body.at("/properties/privateDnsZoneConfigs")) {
      ((ObjectNode) config).put("etag", group.etag());
    }
    return body;
  }
}
