package dev.moat.step;

import dev.moat.model.ResourceId;
import dev.moat.model.StepDraft;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about a connection that waits for an approval, as they stand in the outputs of its
 * step. Each names the connection it is about: one that comes in its place has to be decided anew.
 */
public final class Approvals {

  /** Output: the id of the connection that waits. */
  public static final String WAITING = "awaitsApproval";

  /** Output: since when it waits, an ISO-8601 instant. */
  private static final String SINCE = "awaitsApprovalSince";

  /** Output: when the wait was over, because somebody decided or may have. */
  private static final String UNTIL = "awaitedApprovalUntil";

  /** Output: the id of the connection that an operator approved. */
  public static final String APPROVED = "approved";

  /** Output: the id of the connection that an operator rejected. */
  public static final String REJECTED = "rejected";

  private Approvals() {}

  /** Whether an operator approved this connection. */
  static boolean isApproved(ResourceId connection, Map<String, String> own) {
    return isAbout(connection, own.get(APPROVED));
  }

  /** Whether an operator rejected this connection. */
  static boolean isRejected(ResourceId connection, Map<String, String> own) {
    return isAbout(connection, own.get(REJECTED));
  }

  /** A connection waits; one that waited before, at the last look, waits on. */
  public static StepDraft waits(StepDraft step, ResourceId connection, Instant now) {
    Map<String, String> own = step.record().outputs();
    Instant since = since(own).filter(any -> isAbout(connection, own.get(WAITING))).orElse(now);
    return step.outputs(Map.of(WAITING, connection.value(), SINCE, since.toString()))
        .without(UNTIL);
  }

  /** Nothing waits at the moment; the step has its usual time from here on. */
  public static StepDraft waitEnded(StepDraft step, Instant now) {
    return step.outputs(Map.of(UNTIL, now.toString()));
  }

  /** Nothing waits any more, and what waits next is another matter. */
  public static StepDraft waitForgotten(StepDraft step) {
    return step.without(WAITING).without(SINCE).without(UNTIL);
  }

  /** Since when the connection waits that the outputs tell of; empty when none does. */
  public static Optional<Instant> since(Map<String, String> own) {
    return Optional.ofNullable(own.get(SINCE)).map(Instant::parse);
  }

  /** When the last wait was over; empty when there was none, or it goes on. */
  public static Optional<Instant> until(Map<String, String> own) {
    return Optional.ofNullable(own.get(UNTIL)).map(Instant::parse);
  }

  private static boolean isAbout(ResourceId connection, @Nullable String decided) {
    return Optional.ofNullable(decided).map(ResourceId::new).filter(connection::equals).isPresent();
  }
}
