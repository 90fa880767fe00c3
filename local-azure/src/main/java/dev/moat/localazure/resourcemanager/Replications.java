package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.util.Optional;

/**
 * Replicas of a registry. A new one takes an address in the subnet of every private endpoint of the
 * registry; where there is none left, it fails and is gone.
 */
final class Replications extends StoredKind {
  static final String TYPE = Registries.TYPE + "/replications";

  private final RegistryConflicts conflicts;
  private final EndpointInterfaces interfaces;

  Replications(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new RegistryConflicts(cloud);
    this.interfaces = new EndpointInterfaces(cloud);
  }

  @Override
  public ArmReply put(Call call) {
    Resource registry = cloud.find(call.id().parent()).orElseThrow();
    conflicts.refuseWhileHeld(registry.id());
    if (!Json.text(registry.body(), "/sku/name").equals(RegistryRules.PREMIUM)) {
      throw ArmError.of(
              400,
              "GeoReplicationNotSupported",
              "Replication is not supported for the SKU %s."
                  .formatted(Json.text(registry.body(), "/sku/name")))
          .refusal();
    }
    Optional<Resource> existing = cloud.find(call.id());
    if (existing.isPresent() && existing.get().hasSucceeded()) {
      return answer(200, existing.get(), call);
    }
    Resource replica = write(call.id(), Locations.required(call.body()), call);
    replica.provisioning("Creating");
    return operation(call, replica, Change.WRITE)
        .saying("Creating")
        .answer(answer(201, replica, call));
  }

  private Resource write(ResourceId id, String location, Call call) {
    ObjectNode body = newBody(id).put("location", location);
    body.set("tags", Json.object());
    body.withObjectProperty("properties")
        .put("regionEndpointEnabled", true)
        .put("zoneRedundancy", "Disabled")
        .putObject("status")
        .put("displayStatus", "Ready")
        .put("timestamp", call.now().toString());
    return store(id, body);
  }

  @Override
  public ArmReply patch(Call call) {
    Resource replica =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    conflicts.refuseWhileHeld(call.id().parent());
    Json.merge(replica.body(), call.body());
    replica.provisioning("Updating");
    return operation(call, replica, Change.WRITE)
        .saying("Updating")
        .answer(answer(201, replica, call));
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> replica = cloud.find(call.id());
    if (replica.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id().parent());
    replica.get().provisioning("Deleting");
    return operation(call, replica.get(), Change.DELETE)
        .announcedBy(Style.LOCATION_ONLY)
        .answer(ArmReply.empty(202));
  }

  private NewOperation operation(Call call, Resource replica, Change change) {
    return new NewOperation(cloud, call, type(), change, Dialect.REGISTRY)
        .in(replica.location())
        .takes(Work.REPLICATION)
        .retryAfter(10)
        .holding(call.id().parent().key());
  }

  @Override
  protected void written(Operation operation, Resource replica) {
    Resource registry = cloud.find(replica.id().parent()).orElseThrow();
    if (interfaces.follow(registry)) {
      ensureHomeReplica(registry, replica);
    } else {
      cloud.resources().remove(replica.id());
    }
  }

  /** Once a replica exists, the home region is listed as one too. */
  private void ensureHomeReplica(Resource registry, Resource replica) {
    ResourceId home = registry.id().child("replications", registry.location());
    if (cloud.find(home).isEmpty()) {
      ObjectNode body = replica.body().deepCopy();
      body.put("name", home.name()).put("id", home.text()).put("location", registry.location());
      store(home, body);
    }
  }

  @Override
  protected void deleted(Operation operation, Resource replica) {
    replica.provisioning("Deleting");
    cloud.find(replica.id().parent()).ifPresent(interfaces::follow);
  }
}
