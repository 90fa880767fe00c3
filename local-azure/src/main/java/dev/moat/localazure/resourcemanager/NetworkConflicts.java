package dev.moat.localazure.resourcemanager;

import java.util.Optional;

/**
 * The ways Microsoft.Network refuses a write because of other work.
 *
 * <p>Which of the two answers a busy network gives is not known beforehand in Azure either, so it
 * is drawn.
 */
final class NetworkConflicts {
  private static final int WAIT_SECONDS = 12;

  private final Cloud cloud;

  NetworkConflicts(Cloud cloud) {
    this.cloud = cloud;
  }

  /** Refuses a write of, or below, a resource that an operation holds. */
  void refuseWhileHeld(ResourceId held) {
    Optional<Operation> other = cloud.operations().holding(held.key());
    if (other.isPresent()) {
      ArmError error =
          cloud.random().nextBoolean() ? retryable(other.get(), held) : inProgress(other.get());
      throw error.refusal();
    }
  }

  private ArmError retryable(Operation other, ResourceId held) {
    int seconds = Math.max(1, cloud.retryAfterSeconds(WAIT_SECONDS));
    return retryable()
        .withDetail(
            "RetryableErrorDueToAnotherOperation",
            "Operation %s (%s) is updating resource %s. The call can be retried in %d seconds."
                .formatted(other.name(), other.id(), held.text(), seconds))
        .retryAfter(seconds);
  }

  private static ArmError inProgress(Operation other) {
    return ArmError.network(
        409,
        "AnotherOperationInProgress",
        ("Another operation on this or dependent resource is in progress. To retrieve status of"
                + " the operation use uri: %s.")
            .formatted(other.statusUrl()));
  }

  /**
   * A resource that the write refers to is being changed. {@code Retry-After} is not always sent.
   */
  ArmError notProvisioned(Resource referenced, String by, String operationName) {
    ArmError error =
        retryable()
            .withDetail(
                "ReferencedResourceNotProvisioned",
                ("Cannot proceed with operation because resource %s used by resource %s is not in"
                        + " Succeeded state. Resource is in %s state and the last operation that"
                        + " updated/is updating the resource is %s.")
                    .formatted(
                        referenced.id().text(), by, referenced.provisioningState(), operationName));
    int seconds = Math.max(1, cloud.retryAfterSeconds(WAIT_SECONDS));
    return cloud.random().nextBoolean() ? error.retryAfter(seconds) : error;
  }

  private static ArmError retryable() {
    return ArmError.network(429, "RetryableError", "A retryable error occurred.");
  }
}
