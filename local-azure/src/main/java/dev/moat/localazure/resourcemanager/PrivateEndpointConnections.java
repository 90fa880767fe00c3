package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.util.List;
import java.util.Optional;

/** A registry's ends of private links: approved and rejected here. */
final class PrivateEndpointConnections extends StoredKind {
  static final String TYPE = Registries.TYPE + "/privateEndpointConnections";
  private static final List<String> FINAL = List.of("Rejected", "Disconnected");

  private final RegistryConflicts conflicts;
  private final RegistryLinks links;

  PrivateEndpointConnections(Cloud cloud) {
    super(cloud, TYPE);
    this.conflicts = new RegistryConflicts(cloud);
    this.links = new RegistryLinks(cloud);
  }

  /** The answer still shows the old status; the end of the operation brings the new one. */
  @Override
  public ArmReply put(Call call) {
    Resource connection =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    conflicts.refuseWhileHeld(call.id().parent());
    JsonNode wanted = call.body().at("/properties/privateLinkServiceConnectionState");
    refuseFinal(connection, Json.text(wanted, "/status"));
    connection.provisioning("Updating");
    return operation(call, Change.WRITE).with(wanted).answer(answer(201, connection, call));
  }

  /** A rejected connection stays so; Azure's own words for that are not known. */
  private static void refuseFinal(Resource connection, String wanted) {
    String status = connection.property("/privateLinkServiceConnectionState/status");
    if (FINAL.contains(status) && !status.equals(wanted)) {
      throw ArmError.of(
              400,
              "PrivateEndpointConnectionStatusInvalid",
              "The private endpoint connection '%s' is %s and cannot become %s."
                  .formatted(connection.name(), status, wanted))
          .refusal();
    }
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> connection = cloud.find(call.id());
    if (connection.isEmpty()) {
      return ArmReply.empty(204);
    }
    conflicts.refuseWhileHeld(call.id().parent());
    connection.get().provisioning("Deleting");
    return operation(call, Change.DELETE)
        .announcedBy(Style.LOCATION_ONLY)
        .answer(ArmReply.empty(202));
  }

  private NewOperation operation(Call call, Change change) {
    Resource registry = cloud.find(call.id().parent()).orElseThrow();
    return new NewOperation(cloud, call, type(), change, Dialect.REGISTRY_CONNECTION)
        .in(registry.location())
        .saying("Updating")
        .takes(Work.PRIVATE_ENDPOINT_CONNECTION)
        .retryAfter(10)
        .holding(registry.key());
  }

  @Override
  protected void written(Operation operation, Resource connection) {
    JsonNode wanted = operation.input();
    if (wanted != null) {
      Json.merge(
          connection.properties(), Json.object().set("privateLinkServiceConnectionState", wanted));
      String description = Json.text(wanted, "/description");
      links.tellEndpoint(connection, Json.text(wanted, "/status"), description);
    }
  }

  @Override
  protected void deleted(Operation operation, Resource connection) {
    links.tellEndpoint(connection, "Disconnected", "");
  }
}
