package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links of a private DNS zone to virtual networks: accepted with an empty body, judged by their
 * operation. No network may be linked to two zones of the same or an overlapping name.
 */
final class VirtualNetworkLinks extends StoredKind {
  static final String TYPE = "Microsoft.Network/privateDnsZones/virtualNetworkLinks";
  private static final String RESOLUTION_POLICY = "resolutionPolicy";

  private final PrivateDnsConflicts conflicts;

  VirtualNetworkLinks(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new PrivateDnsConflicts(cloud);
  }

  @Override
  public ArmReply list(Call call) {
    return DnsPages.of(call, listed(call));
  }

  @Override
  public ArmReply put(Call call) {
    conflicts.refuseWhileHeld(call.id().parent());
    ObjectNode sent = call.body();
    Optional<Resource> existing = cloud.find(call.id());
    ArmError refused = refused(call, sent, existing);
    if (refused == null) {
      write(call, sent, existing.isPresent());
    }
    return operation(call, Change.WRITE, "UpsertVirtualNetworkLink")
        .failing(refused)
        .with(Json.object().put("refused", refused != null))
        .answer(ArmReply.of(202, Json.object()));
  }

  private @Nullable ArmError refused(Call call, ObjectNode sent, Optional<Resource> existing) {
    String names = "The Virtual Network link '%s' for the Private DNS zone '%s' %s";
    String link = call.id().name();
    String zone = call.id().parent().name();
    if (Preconditions.existsAlready(call, existing)) {
      String what = "exists already and hence cannot be created again.";
      return ArmError.of(412, "PreconditionFailed", names.formatted(link, zone, what));
    }
    if (Preconditions.wasModified(call, existing)) {
      String what = "has been modified (etag mismatch).";
      return ArmError.of(412, "PreconditionFailed", names.formatted(link, zone, what));
    }
    return refusedNetwork(call.id(), Json.text(sent, "/properties/virtualNetwork/id"));
  }

  private @Nullable ArmError refusedNetwork(ResourceId link, String network) {
    if (network.isEmpty() || cloud.find(network).isEmpty()) {
      return ArmErrors.invalidReference(network, link.text());
    }
    String zone = link.parent().name();
    return cloud
        .resources()
        .ofType(TYPE)
        .filter(other -> !other.key().equals(link.key()) && links(other, network))
        .map(other -> other.id().parent().name())
        .filter(other -> overlap(zone, other))
        .findFirst()
        .map(other -> overlapping(zone, other))
        .orElse(null);
  }

  private static boolean links(Resource link, String network) {
    return link.property("/virtualNetwork/id").equalsIgnoreCase(network);
  }

  private static boolean overlap(String zone, String other) {
    String one = "." + ResourceId.key(zone);
    String two = "." + ResourceId.key(other);
    return one.endsWith(two) || two.endsWith(one);
  }

  private static ArmError overlapping(String zone, String other) {
    return ArmError.of(
        400,
        "BadRequest",
        ("A virtual network cannot be linked to multiple zones with overlapping namespaces. You"
                + " tried to link virtual network with '%s' and '%s' zones.")
            .formatted(zone, other));
  }

  private void write(Call call, ObjectNode sent, boolean exists) {
    ObjectNode body = newBody(call.id()).put("location", "global");
    if (sent.has("tags")) {
      body.set("tags", sent.get("tags"));
    }
    ObjectNode properties = Json.copyOf(sent, "properties");
    if (!properties.hasNonNull("registrationEnabled")) {
      properties.put("registrationEnabled", false);
    }
    Json.setDefault(properties, RESOLUTION_POLICY, "Default");
    properties.put("virtualNetworkLinkState", "InProgress");
    body.set("properties", properties);
    store(call.id(), body).provisioning(exists ? "Updating" : "Creating");
  }

  @Override
  public ArmReply patch(Call call) {
    Resource link =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    conflicts.refuseWhileHeld(call.id().parent());
    Json.merge(link.body(), call.body());
    settle(link, "Updating");
    return operation(call, Change.WRITE, "UpsertVirtualNetworkLink")
        .answer(ArmReply.of(202, Json.object()));
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> link = cloud.find(call.id());
    if (link.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id().parent());
    settle(link.get(), "Deleting");
    return operation(call, Change.DELETE, "DeleteVirtualNetworkLink").answer(ArmReply.empty(202));
  }

  private NewOperation operation(Call call, Change change, String name) {
    return new NewOperation(cloud, call, type(), change, Dialect.PRIVATE_DNS)
        .named(name)
        .announcedBy(Style.STATUS_AND_LOCATION)
        .takes(Work.VIRTUAL_NETWORK_LINK)
        .retryAfter(30)
        .holding(call.id().parent().key());
  }

  /** A refused write leaves the link as it was, or absent. */
  @Override
  public void finish(Operation operation) {
    boolean refused = operation.input() != null && operation.input().path("refused").asBoolean();
    if (!refused) {
      super.finish(operation);
    }
  }

  @Override
  protected void written(Operation operation, Resource link) {
    link.properties().put("virtualNetworkLinkState", "Completed");
  }

  /** {@code resolutionPolicy} came with version 2024-06-01. */
  @Override
  public ObjectNode show(Resource link, String apiVersion) {
    ObjectNode body = link.body().deepCopy().put("etag", link.etag());
    if (!apiVersion.isEmpty() && apiVersion.compareTo("2024-06-01") < 0) {
      body.withObjectProperty("properties").remove(RESOLUTION_POLICY);
    }
    return body;
  }

  /** Links have strong ones. */
  @Override
  protected String newEtag() {
    return "\"" + cloud.newGuid() + "\"";
  }
}
