package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Private DNS zones: every write is accepted with an empty body and judged by its operation.
 *
 * <p>Whether a new zone can be read before its operation ends is not known; here it can, as {@code
 * Creating}.
 */
final class PrivateDnsZones extends StoredKind {
  static final String TYPE = "Microsoft.Network/privateDnsZones";
  private static final int SOA_RECORD = 1;

  private final PrivateDnsConflicts conflicts;

  PrivateDnsZones(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new PrivateDnsConflicts(cloud);
  }

  @Override
  public ArmReply list(Call call) {
    return DnsPages.of(call, listed(call));
  }

  @Override
  public ArmReply put(Call call) {
    conflicts.refuseWhileHeld(call.id());
    Optional<Resource> existing = cloud.find(call.id());
    ObjectNode sent = call.body();
    ArmError refused = refused(call, existing);
    if (refused == null) {
      write(call, sent, existing);
    }
    return operation(call, Change.WRITE, "UpsertPrivateDnsZone")
        .failing(refused)
        .answer(ArmReply.of(202, Json.object()));
  }

  private static @Nullable ArmError refused(Call call, Optional<Resource> existing) {
    String zone = call.id().name();
    if (Preconditions.existsAlready(call, existing)) {
      return failed("The Zone %s exists already and hence cannot be created again.", zone);
    }
    return Preconditions.wasModified(call, existing)
        ? failed("The Zone %s has been modified (etag mismatch).", zone)
        : null;
  }

  private static ArmError failed(String message, String zone) {
    return ArmError.of(412, "PreconditionFailed", message.formatted(zone));
  }

  private void write(Call call, ObjectNode sent, Optional<Resource> existing) {
    ObjectNode body = newBody(call.id()).put("location", "global");
    if (sent.has("tags")) {
      body.set("tags", sent.get("tags"));
    }
    String internalId =
        existing.map(zone -> zone.property("/internalId")).orElseGet(() -> cloud.opaque(48));
    body.withObjectProperty("properties")
        .put("maxNumberOfRecordSets", 25000)
        .put("maxNumberOfVirtualNetworkLinks", 1000)
        .put("maxNumberOfVirtualNetworkLinksWithRegistration", 100)
        .put("internalId", internalId);
    store(call.id(), body).provisioning(existing.isPresent() ? "Updating" : "Creating");
  }

  @Override
  public ArmReply patch(Call call) {
    Resource zone =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    conflicts.refuseWhileHeld(call.id());
    Json.merge(zone.body(), Json.object().set("tags", call.body().path("tags")));
    settle(zone, "Updating");
    return operation(call, Change.WRITE, "UpsertPrivateDnsZone")
        .answer(ArmReply.of(202, Json.object()));
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> zone = cloud.find(call.id());
    if (zone.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id());
    refuseWhileLinked(call.id());
    settle(zone.get(), "Deleting");
    return operation(call, Change.DELETE, "DeletePrivateDnsZone").answer(ArmReply.empty(202));
  }

  private void refuseWhileLinked(ResourceId zone) {
    Optional<Resource> link = cloud.resources().below(zone, VirtualNetworkLinks.TYPE).findFirst();
    if (link.isPresent()) {
      throw ArmError.of(
              409,
              "CannotDeleteResource",
              ("Cannot delete resource while nested resources exist. Some existing nested resource"
                      + " IDs include: '%s'. Please delete all nested resources before deleting"
                      + " this resource.")
                  .formatted(link.get().id().typeWithNames()))
          .refusal();
    }
  }

  private NewOperation operation(Call call, Change change, String name) {
    return new NewOperation(cloud, call, type(), change, Dialect.PRIVATE_DNS)
        .named(name)
        .announcedBy(Style.STATUS_AND_LOCATION)
        .takes(Work.PRIVATE_DNS_ZONE)
        .retryAfter(30)
        .holding(call.id().key());
  }

  /** A refused write leaves the zone as it was. */
  @Override
  public void finish(Operation operation) {
    boolean refused =
        operation.failure() != null && operation.failure().code().equals("PreconditionFailed");
    if (!refused) {
      super.finish(operation);
    }
  }

  @Override
  public ObjectNode show(Resource zone, String apiVersion) {
    ObjectNode body = zone.body().deepCopy().put("etag", zone.etag());
    body.withObjectProperty("properties")
        .put("numberOfRecordSets", SOA_RECORD + count(zone, RecordSets.TYPE))
        .put("numberOfVirtualNetworkLinks", count(zone, VirtualNetworkLinks.TYPE))
        .put("numberOfVirtualNetworkLinksWithRegistration", countRegistering(zone));
    return body;
  }

  private long count(Resource zone, String type) {
    return cloud.resources().below(zone.id(), type).count();
  }

  private long countRegistering(Resource zone) {
    return cloud
        .resources()
        .below(zone.id(), VirtualNetworkLinks.TYPE)
        .filter(link -> link.properties().path("registrationEnabled").asBoolean())
        .count();
  }
}
