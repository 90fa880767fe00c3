package dev.moat.engine;

import static java.util.stream.Collectors.joining;

import dev.moat.model.Drift;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepName;
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
    SetupStatus status = status(setup, progress);
    SetupRecord ended = setup.ended(status, now);
    Change change =
        Change.of(setup.id())
            .replace(state.setup(), ended)
            .note(
                new HistoryEntry(
                    now,
                    setup.generation(),
                    "setup",
                    reason(setup, status, progress),
                    text(setup, status, progress)));
    setup
        .reversal()
        .flatMap(Reversal::until)
        .filter(until -> status == SetupStatus.RESTORED)
        .ifPresent(until -> change.send(Relock.call(setup, until)));
    if (setup.reversal().isEmpty() && !state.noticed().isEmpty()) {
      // What was noticed of a step while it was worked on was left for now.
      String occasion = "after/" + setup.generation() + "/" + now.toEpochMilli();
      change.send(Messages.check(new DriftCheckCall(setup.id(), false, occasion), now));
    }
    boolean repaired = !repaired(setup, progress).isEmpty();
    return Replies.stands(change, state.setup(), ended, progress.records().toList(), repaired, now);
  }

  /** What never was as asked has failed; what no longer is has drifted. */
  private static SetupStatus status(SetupRecord setup, Progress progress) {
    List<StepRecord> open = progress.records().filter(step -> !step.status().isDone()).toList();
    if (open.isEmpty()) {
      return setup.reversal().map(Ending::status).orElse(SetupStatus.SUCCEEDED);
    }
    return open.stream().allMatch(StepRecord::isKept) ? SetupStatus.DRIFTED : SetupStatus.FAILED;
  }

  private static SetupStatus status(Reversal reversal) {
    return reversal.isTeardown() ? SetupStatus.TORN_DOWN : SetupStatus.RESTORED;
  }

  private static String reason(SetupRecord setup, SetupStatus status, Progress progress) {
    return switch (status) {
      case DRIFTED -> "SetupDrifted";
      case FAILED -> "SetupFailed";
      case RESTORED -> "SetupRestored";
      case TORN_DOWN -> "SetupTornDown";
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
      case RESTORED -> restored(setup);
      case TORN_DOWN -> "What Moat created is removed" + left(progress.with(StepStatus.LEFT));
      default -> {
        List<StepRecord> repaired = repaired(setup, progress);
        yield setup.status() == SetupStatus.RUNNING || repaired.isEmpty()
            ? "Every step is as the request asks"
            : "As the request asks again: "
                + names(repaired.stream().map(StepRecord::name).toList());
      }
    };
  }

  private static String restored(SetupRecord setup) {
    return "The registry's network settings are as they were before Moat"
        + setup.reversal().flatMap(Reversal::until).map(time -> ", until " + time).orElse("");
  }

  private static String left(List<StepName> left) {
    return left.isEmpty() ? "" : "; left in place: " + names(left);
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
        .filter(step -> hasChanged(setup, step) || hasRepaired(setup, step))
        .toList();
  }

  private static boolean hasChanged(SetupRecord setup, StepRecord step) {
    return step.attempt() > 0 && step.startedAt().filter(at -> isSince(setup, at)).isPresent();
  }

  /** Also a step that looked again after its repair, because something it relies on changed. */
  private static boolean hasRepaired(SetupRecord setup, StepRecord step) {
    return step.drifts().stream()
        .filter(drift -> drift.response() == Drift.Response.REPAIRED)
        .anyMatch(drift -> isSince(setup, drift.foundAt()));
  }

  private static boolean isSince(SetupRecord setup, Instant at) {
    return setup.finishedAt().filter(at::isBefore).isEmpty();
  }
}
