package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A record sets of a private DNS zone: written, read and deleted at once; errors are flat. */
final class RecordSets extends StoredKind {
  static final String TYPE = "Microsoft.Network/privateDnsZones/A";

  RecordSets(Cloud cloud) {
    super(cloud, TYPE);
  }

  @Override
  public ArmReply get(Call call) {
    Resource set = cloud.find(call.id()).orElseThrow(() -> missing(call.id()).refusal());
    return answer(200, set, call);
  }

  private static ArmError missing(ResourceId id) {
    return ArmError.flat(
        404,
        "NotFound",
        "The resource record '%s' does not exist in resource group '%s' of subscription '%s'."
            .formatted(id.name(), id.resourceGroup(), id.subscription()));
  }

  @Override
  public ArmReply list(Call call) {
    return DnsPages.of(call, listed(call));
  }

  @Override
  public ArmReply put(Call call) {
    Optional<Resource> existing = cloud.find(call.id());
    checkPreconditions(call, existing);
    Resource set = write(call.id(), Json.copyOf(call.body(), "properties"));
    ObjectNode shown = show(set, call.apiVersion());
    changed(call, "write", shown);
    return answer(existing.isPresent() ? 200 : 201, set, call);
  }

  private static void checkPreconditions(Call call, Optional<Resource> existing) {
    if (Preconditions.existsAlready(call, existing)) {
      throw refused(call, "exists already and hence cannot be created again.");
    }
    if (Preconditions.wasModified(call, existing)) {
      throw refused(call, "has been modified (etag mismatch).");
    }
  }

  private static ArmError.Refusal refused(Call call, String what) {
    String message = "The Record set %s %s".formatted(call.id().name(), what);
    return ArmError.flat(412, "PreconditionFailed", message).refusal();
  }

  /** Writes a record set, whoever asks for it: a caller or a zone group. */
  Resource write(ResourceId id, ObjectNode properties) {
    String records = "aRecords";
    Json.setDefault(properties, records, Json.array());
    properties
        .put("fqdn", id.name() + "." + id.parent().name() + ".")
        .put("isAutoRegistered", false)
        .remove("provisioningState");
    ObjectNode body = newBody(id);
    body.set("properties", properties);
    return store(id, body);
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> existing = cloud.find(call.id());
    if (existing.isPresent()) {
      checkPreconditions(call, existing);
      cloud.resources().remove(call.id());
      changed(call, "delete", Json.object());
    }
    return ArmReply.empty(existing.isPresent() ? 200 : 204);
  }

  @Override
  public ObjectNode show(Resource set, String apiVersion) {
    return set.body().deepCopy().put("etag", set.etag());
  }
}
