package dev.moat.cli.screen;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftAdvice;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A drift of a step for people: what differs, who did that, and what is to be done about it.
 *
 * @param advice what to do next; empty while it is being repaired, and where an error says it
 */
public record DriftReport(StepName step, StepStatus status, Drift drift, Optional<String> advice) {

  /** The drift that a step stands still with, or is repairing; empty when there is none. */
  public static Optional<DriftReport> of(StepRecord record) {
    return of(
        record.name(),
        record.status(),
        record.drifts(),
        record.startedAt(),
        DriftAdvice.of(record.name(), record.status(), record.drifts()));
  }

  /**
   * The same of a step that is known otherwise.
   *
   * @param drifts oldest first
   */
  public static Optional<DriftReport> of(
      StepName step,
      StepStatus status,
      List<Drift> drifts,
      Optional<Instant> startedAt,
      Optional<String> advice) {
    return latest(drifts)
        .filter(drift -> explains(drift, status, startedAt))
        .map(drift -> new DriftReport(step, status, drift, advice));
  }

  /** A step may have drifted before, and have been repaired; a pending one has yet to look. */
  private static boolean explains(Drift drift, StepStatus status, Optional<Instant> startedAt) {
    return switch (status) {
      case DRIFTED, CONTESTED -> true;
      case QUEUED, PARKED, AWAITING_APPROVAL, FAILED ->
          startedAt.filter(started -> !drift.foundAt().isBefore(started)).isPresent();
      case PENDING, SUCCEEDED, RESTORED, REMOVED, LEFT, NOT_PLANNED -> false;
    };
  }

  /** The latest of these drifts, which are oldest first. */
  public static Optional<Drift> latest(List<Drift> drifts) {
    return drifts.isEmpty() ? Optional.empty() : Optional.of(drifts.get(drifts.size() - 1));
  }

  /** Such as {@code publicNetworkAccess is Enabled, not Disabled}. */
  public String differences() {
    return Ids.shorten(
        drift.differences().stream().map(Difference::toString).collect(Collectors.joining("; ")));
  }

  /** Several lines, of which all but the first are indented. */
  public String inWords() {
    return "%s: %s since %s: %s%n  %s%s"
        .formatted(
            step,
            status == StepStatus.CONTESTED ? "contested" : "drifted",
            drift.foundAt().truncatedTo(ChronoUnit.SECONDS),
            differences(),
            drift.cause().map(DriftReport::inWords).orElse("No event told who did it."),
            next());
  }

  private static String inWords(ResourceChange change) {
    return "%s did %s on %s at %s, correlation id %s"
        .formatted(
            change.actor(),
            change.operation(),
            Ids.shorten(change.resource()),
            change.at(),
            change.correlationId());
  }

  private String next() {
    return status.isBeingWorkedOn()
        ? "%n  Moat repairs it.".formatted()
        : advice.map("%n  What to do: %s"::formatted).orElse("");
  }
}
