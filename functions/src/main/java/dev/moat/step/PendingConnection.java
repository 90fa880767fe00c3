package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.ManualApproval;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint whose connection nobody has decided about. Moat decides when an operator told it to,
 * about this very connection; and it approves by itself where the request says so, but no endpoint
 * that somebody made in place of the one that was there.
 */
final class PendingConnection {

  private final StepContext<Desired.Endpoint> context;
  private final ArmResource endpoint;

  PendingConnection(StepContext<Desired.Endpoint> context, ArmResource endpoint) {
    this.context = context;
    this.endpoint = endpoint;
  }

  Observation observe() {
    return RegistryConnection.read(context.arm(), registry(), context.desired().resource())
        .map(this::decide)
        .orElseGet(
            () ->
                new Observation.InProgress(
                    "The connection of %s to %s is Pending, and the registry does not know of it yet; its approval is waited for"
                        .formatted(context.desired().resource(), registry())));
  }

  private Observation decide(RegistryConnection connection) {
    if (!connection.isPending()) {
      return new Observation.InProgress(connection.notShownBy(context.desired().resource()));
    }
    if (Approvals.isRejected(connection.id(), context.own())) {
      return toBe("Rejected", connection);
    }
    return Approvals.isApproved(connection.id(), context.own()) || isMoatsToApprove()
        ? toBe("Approved", connection)
        : new Observation.AwaitsApproval(
            connection.id(),
            "somebody to approve the connection %s of %s"
                .formatted(connection.id(), context.desired().resource()));
  }

  /** Before the first endpoint was seen or made, the one that is there is the one asked for. */
  private boolean isMoatsToApprove() {
    boolean isFirst = !context.own().containsKey(EndpointStep.NETWORK_INTERFACE);
    boolean isOurs = MadeAs.RESOURCE_GUID.isOurs(endpoint.body(), context.own());
    return (isFirst || isOurs)
        && context.desired().endpoint().manualApproval().filter(ManualApproval::byMoat).isPresent();
  }

  private static Observation toBe(String status, RegistryConnection connection) {
    return new Observation.Differs(
        List.of(new Difference(RegistryConnection.STATUS, status, connection.status())),
        new ArmResource(Json.object().put("id", connection.id().value()), Optional.empty()));
  }

  /** Whether what differs is the status of the registry's connection. */
  static boolean isDecided(Observation.Differs differs) {
    return differs.differences().get(0).field().equals(RegistryConnection.STATUS);
  }

  /** Tells the registry what was decided. */
  static Begun tell(StepContext<Desired.Endpoint> context, Observation.Differs decided) {
    String status = decided.differences().get(0).expected();
    ObjectNode body = Json.object();
    ObjectNode properties = body.putObject("properties");
    properties.putObject("privateEndpoint").put("id", context.desired().resource().value());
    properties
        .putObject("privateLinkServiceConnectionState")
        .put("status", status)
        .put("description", status + " by Moat");
    return context.arm().put(Listed.id(decided.found()), ApiVersions.REGISTRY, body);
  }

  private ResourceId registry() {
    return context.desired().registry();
  }
}
