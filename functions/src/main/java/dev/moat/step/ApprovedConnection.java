package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint that shows its connection as approved. It is decided about on the registry, and the
 * event of that comes before the endpoint shows it: so the registry is asked too, and as long as it
 * says otherwise, the endpoint is waited for.
 */
final class ApprovedConnection {

  private final StepContext<Desired.Endpoint> context;
  private final ArmResource endpoint;

  ApprovedConnection(StepContext<Desired.Endpoint> context, ArmResource endpoint) {
    this.context = context;
    this.endpoint = endpoint;
  }

  /** The wait for the endpoint; empty when both ends agree, or there is no registry any more. */
  Optional<Observation> observe() {
    return context
        .arm()
        .get(registry(), ApiVersions.REGISTRY)
        .flatMap(
            found ->
                RegistryConnection.of(found, registry(), wanted())
                    .map(this::decided)
                    .orElseGet(this::removed));
  }

  private Optional<Observation> decided(RegistryConnection connection) {
    return connection.isApproved()
        ? Optional.empty()
        : Optional.of(waiting(connection.notShownBy(wanted()), connection.status()));
  }

  private Optional<Observation> removed() {
    String text =
        "The registry %s has no connection to %s any more, which the endpoint does not show yet"
            .formatted(registry(), wanted());
    return Optional.of(waiting(text, "absent"));
  }

  /** Only an endpoint that Moat made is changed afterwards: it is replaced. */
  private Observation waiting(String text, String found) {
    boolean isOurs = MadeAs.RESOURCE_GUID.isOurs(endpoint.body(), context.own());
    return isOurs
        ? new Observation.InProgress(
            text, List.of(new Difference(RegistryConnection.STATUS, "Approved", found)))
        : new Observation.InProgress(text);
  }

  private ResourceId wanted() {
    return context.desired().resource();
  }

  private ResourceId registry() {
    return context.desired().registry();
  }
}
