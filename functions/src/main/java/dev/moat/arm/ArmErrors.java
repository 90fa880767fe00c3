package dev.moat.arm;

import dev.moat.arm.ErrorClass.Busy;
import dev.moat.arm.ErrorClass.NotYet;
import dev.moat.arm.ErrorClass.Stale;
import dev.moat.arm.ErrorClass.Terminal;
import dev.moat.arm.ErrorClass.Throttled;
import dev.moat.arm.ErrorClass.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The one place that tells what an error of Azure means. It is a pure function: what Azure said
 * goes in, what to do comes out. A wait that Azure asks for is kept; the delays here are for
 * answers without {@code Retry-After}. They carry no jitter: whoever schedules adds it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling">Throttling</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors">Common
 *     errors</a>
 */
public final class ArmErrors {

  /** Buckets refill each second, but an early question is answered with a new wait. */
  public static final Duration THROTTLED_DELAY = Duration.ofSeconds(60);

  /** A subnet or an endpoint keeps its neighbours for some tens of seconds. */
  public static final Duration BUSY_DELAY = Duration.ofSeconds(20);

  /** A new principal is known everywhere within seconds, seldom minutes. */
  public static final Duration NOT_YET_DELAY = Duration.ofSeconds(15);

  /** A gateway that gave up may still have carried out the write. */
  public static final Duration UNAVAILABLE_DELAY = Duration.ofSeconds(30);

  private static final List<String> BUSY =
      List.of(
          "RetryableError",
          "RetryableErrorDueToAnotherOperation",
          "ReferencedResourceNotProvisioned",
          "AnotherOperationInProgress",
          "ConflictError",
          "Canceled",
          "CanceledAndSupersededDueToAnotherOperation");

  /**
   * A principal just made; an interface that outlives its endpoint; a link that is gone and is
   * still counted.
   *
   * @see <a href="https://github.com/Azure/azure-rest-api-specs/issues/32752">A private endpoint is
   *     deleted before its interface</a>
   * @see <a href="https://github.com/Azure/deployment-stacks/issues/227">A zone that has no link is
   *     refused because of one</a>
   */
  private static final List<String> NOT_YET =
      List.of("PrincipalNotFound", "InUseSubnetCannotBeDeleted", "CannotDeleteResource");

  private static final List<String> STALE = List.of("PreconditionFailed", "RoleAssignmentExists");

  private static final List<String> UNAVAILABLE =
      List.of(
          "GatewayTimeout",
          "InternalServerError",
          "ServerTimeout",
          "ServiceUnavailable",
          "ExpiredAuthenticationToken");

  private ArmErrors() {}

  /** What this error means for the step that met it. */
  public static ErrorClass classify(ArmError error) {
    // Names before numbers: Azure sends "busy" as 409, as 429 and inside operations that failed.
    if (isAny(error, STALE) || error.status() == 412) {
      return new Stale();
    }
    if (isAny(error, BUSY) || isQueued(error) || isAppServiceLock(error)) {
      return new Busy(error.retryAfter().orElse(BUSY_DELAY));
    }
    if (error.status() == 429) {
      return new Throttled(error.retryAfter().orElse(THROTTLED_DELAY));
    }
    if (isAny(error, NOT_YET)) {
      return new NotYet(error.retryAfter().orElse(NOT_YET_DELAY));
    }
    if (isUnavailable(error)) {
      return new Unavailable(error.retryAfter().orElse(UNAVAILABLE_DELAY));
    }
    return new Terminal(Advice.on(error));
  }

  private static boolean isUnavailable(ArmError error) {
    return error.status() == 0
        || error.status() == 408
        || error.status() >= 500
        || isAny(error, UNAVAILABLE);
  }

  /** {@code Conflict} also names lasting conflicts, so that only the text tells a queue. */
  private static boolean isQueued(ArmError error) {
    String message = error.message().toLowerCase(Locale.ROOT);
    return error.is("Conflict")
        && (message.contains("queued") || message.contains("operation is in progress"));
  }

  /** App Service answers 429 for a lock held by another write, with the number as the code. */
  private static boolean isAppServiceLock(ArmError error) {
    return error.is("59206")
        || (error.is("429") && error.message().contains("Cannot acquire exclusive lock"));
  }

  private static boolean isAny(ArmError error, List<String> codes) {
    return codes.stream().anyMatch(error::is);
  }
}
