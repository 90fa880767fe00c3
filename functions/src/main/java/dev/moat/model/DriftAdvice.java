package dev.moat.model;

import java.util.List;
import java.util.Optional;

/** What people are to do about a drift. */
public final class DriftAdvice {

  private DriftAdvice() {}

  /**
   * For a step that stands still with a drift; empty when it does not.
   *
   * @param drifts of the step, oldest first
   */
  public static Optional<String> of(StepName step, StepStatus status, List<Drift> drifts) {
    return switch (status) {
      case DRIFTED -> Optional.of(drifted(step, drifts));
      case CONTESTED ->
          Optional.of(
              "Moat's repairs were undone each time: find out with that party who is to decide,"
                  + " then replay the step.");
      case PENDING,
          QUEUED,
          PARKED,
          AWAITING_APPROVAL,
          SUCCEEDED,
          FAILED,
          RESTORED,
          REMOVED,
          LEFT,
          NOT_PLANNED ->
          Optional.empty();
    };
  }

  private static String drifted(StepName step, List<Drift> drifts) {
    return step.kind() == StepKind.REGISTRY && isGone(drifts)
        ? "The registry is gone, and its images with it: recover it. Replaying the step recovers"
            + " nothing; if the request has createIfMissing, it makes an empty registry."
        : "Put it back, or replay the step and Moat makes it as asked.";
  }

  private static boolean isGone(List<Drift> drifts) {
    return !drifts.isEmpty() && drifts.get(drifts.size() - 1).differences().contains(Drift.GONE);
  }
}
