package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Optional;

/** The network interface of a private endpoint, with its addresses as they were read. */
record EndpointInterface(ResourceId id, List<EndpointAddress> addresses) {

  /**
   * Reads the interface that the endpoint's step has told. Where it told none, or one that went
   * with an endpoint that was made anew since, the endpoint is asked; empty when there is none.
   */
  static Optional<EndpointInterface> read(StepContext<?> context, ResourceId endpoint) {
    return context
        .output(StepKind.ENDPOINT, EndpointStep.NETWORK_INTERFACE)
        .map(ResourceId::new)
        .flatMap(told -> get(context, told))
        .or(() -> ofEndpoint(context, endpoint));
  }

  /** Whether each address has a name, so that it is known where records are to lead. */
  boolean isNamed() {
    return !addresses.isEmpty() && addresses.stream().noneMatch(each -> each.fqdns().isEmpty());
  }

  private static Optional<EndpointInterface> ofEndpoint(
      StepContext<?> context, ResourceId endpoint) {
    return context
        .arm()
        .get(endpoint, ApiVersions.NETWORK)
        .map(ArmResource::body)
        .flatMap(EndpointStep::networkInterface)
        .flatMap(id -> get(context, id));
  }

  private static Optional<EndpointInterface> get(StepContext<?> context, ResourceId id) {
    return context
        .arm()
        .get(id, ApiVersions.NETWORK)
        .map(found -> new EndpointInterface(id, EndpointAddress.of(found)));
  }
}
