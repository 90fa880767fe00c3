package dev.moat.localazure.resourcemanager;

import java.util.Optional;

/**
 * Container Registry takes one operation at a time on a registry, its replicas and its connections.
 * The code is known from clients that retry it; the message is this emulator's own.
 */
final class RegistryConflicts {
  private final Cloud cloud;

  RegistryConflicts(Cloud cloud) {
    this.cloud = cloud;
  }

  void refuseWhileHeld(ResourceId registry) {
    Optional<ArmError> conflict = conflict(registry.key(), registry);
    if (conflict.isPresent()) {
      throw conflict.get().refusal();
    }
  }

  /**
   * The conflict of a private endpoint with other work on the registry, or with another endpoint.
   */
  Optional<ArmError> conflictOfEndpoint(ResourceId registry) {
    return conflict(registry.key(), registry).or(() -> conflict(endpointsOf(registry), registry));
  }

  /** Held by a private endpoint while it connects to the registry. */
  static String endpointsOf(ResourceId registry) {
    return registry.key() + "#endpoints";
  }

  private Optional<ArmError> conflict(String held, ResourceId registry) {
    return cloud
        .operations()
        .holding(held)
        .map(
            other ->
                ArmError.of(
                    409,
                    "ConflictError",
                    "Another operation is in progress on the registry '%s'. Retry the request later."
                        .formatted(registry.name())));
  }
}
