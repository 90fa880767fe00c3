package dev.moat.engine;

import static java.util.stream.Collectors.joining;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepRecord;
import dev.moat.store.HistoryEntry;
import java.time.Instant;

/** A drift in words: what differs, who did that, and what is done about it. */
final class DriftHistory {

  private DriftHistory() {}

  /** The line that says that a drift was found. */
  static HistoryEntry found(Drift drift, StepRecord step, Instant now) {
    return new HistoryEntry(
        now,
        step.generation(),
        step.name().value(),
        Reasons.drift(step, drift.response()),
        inWords(drift));
  }

  /** The line that says who caused a drift of which nobody knew that when it was found. */
  static HistoryEntry explained(Drift drift, StepRecord step, Instant now) {
    return new HistoryEntry(
        now,
        step.generation(),
        step.name().value(),
        Reasons.explained(step),
        "What was found at " + drift.foundAt() + ": " + cause(drift));
  }

  static String inWords(Drift drift) {
    String differences =
        drift.differences().stream().map(Difference::toString).collect(joining("; "));
    return differences + ". " + cause(drift) + " " + response(drift);
  }

  static String cause(Drift drift) {
    return drift
        .cause()
        .map(DriftHistory::inWords)
        .orElse("No event tells who did it: Azure's activity log may.");
  }

  private static String inWords(ResourceChange change) {
    return "%s did %s on %s at %s, correlation id %s."
        .formatted(
            change.actor(),
            change.operation(),
            change.resource(),
            change.at(),
            change.correlationId());
  }

  private static String response(Drift drift) {
    return switch (drift.response()) {
      case REPAIRED -> "Moat repairs it.";
      case REPORTED -> "Moat leaves it: the request says so, or nothing else is safe.";
      case CONTESTED ->
          "Moat repaired it before and it was undone each time. Find out with that party who is to"
              + " decide, then replay the step.";
    };
  }
}
