package dev.moat.engine;

import static java.util.stream.Collectors.joining;

import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import java.time.Instant;
import java.util.List;

/** The end of a generation, or of a check of it. */
final class Ending {

  private Ending() {}

  static Change of(SetupState state, Progress progress, Instant now) {
    SetupRecord setup = state.setup().value();
    SetupStatus status = status(progress);
    Change change =
        Change.of(setup.id())
            .replace(state.setup(), setup.ended(status, now))
            .note(
                new HistoryEntry(
                    now,
                    setup.generation(),
                    "setup",
                    reason(setup, status, progress),
                    text(setup, status, progress)));
    if (!state.noticed().isEmpty()) {
      // What was noticed of a step while it was worked on was left for now.
      String occasion = "after/" + setup.generation() + "/" + now.toEpochMilli();
      change.send(Messages.check(new DriftCheckCall(setup.id(), false, occasion), now));
    }
    return change;
  }

  /** What never was as asked has failed; what no longer is has drifted. */
  private static SetupStatus status(Progress progress) {
    List<StepRecord> open =
        progress.records().filter(step -> step.status() != StepStatus.SUCCEEDED).toList();
    if (open.isEmpty()) {
      return SetupStatus.SUCCEEDED;
    }
    return open.stream().allMatch(StepRecord::isKept) ? SetupStatus.DRIFTED : SetupStatus.FAILED;
  }

  private static String reason(SetupRecord setup, SetupStatus status, Progress progress) {
    return switch (status) {
      case DRIFTED -> "SetupDrifted";
      case FAILED -> "SetupFailed";
      default ->
          setup.status() == SetupStatus.RUNNING
              ? "SetupSucceeded"
              : repaired(setup, progress).isEmpty() ? "SetupChecked" : "SetupRepaired";
    };
  }

  private static String text(SetupRecord setup, SetupStatus status, Progress progress) {
    return switch (status) {
      case DRIFTED -> "Not as the request asks: " + open(progress);
      case FAILED -> "Failed: " + names(progress.with(StepStatus.FAILED));
      default -> {
        List<StepRecord> repaired = repaired(setup, progress);
        yield setup.status() == SetupStatus.RUNNING || repaired.isEmpty()
            ? "Every step is as the request asks"
            : "As the request asks again: "
                + names(repaired.stream().map(StepRecord::name).toList());
      }
    };
  }

  private static String open(Progress progress) {
    return progress
        .records()
        .filter(step -> step.status() != StepStatus.SUCCEEDED)
        .map(step -> step.name() + " (" + step.status() + ")")
        .collect(joining(", "));
  }

  private static String names(List<?> steps) {
    return steps.stream().map(Object::toString).collect(joining(", "));
  }

  /** The steps that changed something since the setup ended the last time. */
  private static List<StepRecord> repaired(SetupRecord setup, Progress progress) {
    return progress
        .records()
        .filter(step -> step.attempt() > 0)
        .filter(step -> isSince(setup, step))
        .toList();
  }

  private static boolean isSince(SetupRecord setup, StepRecord step) {
    return setup
        .finishedAt()
        .map(ended -> step.startedAt().filter(started -> !started.isBefore(ended)).isPresent())
        .orElse(true);
  }
}
