package dev.moat.engine;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plans;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import java.time.Instant;

/**
 * A restored registry becomes private again: every step looks again, and the lock comes last, on
 * its proof. What changed meanwhile is drift, but for the lock, which Moat opened itself.
 */
final class Relock {

  private Relock() {}

  /** Calls for it when the time of the restore is over. */
  static Outgoing call(SetupRecord setup, Instant until) {
    return Messages.tell(
        new SetupEvent(setup.id(), setup.generation(), "relock/" + until.toEpochMilli()), until);
  }

  /** Whether the time of a restore is over. */
  static boolean isDue(SetupRecord setup, Instant now) {
    return setup.status() == SetupStatus.RESTORED
        && setup.reversal().filter(reversal -> reversal.isOver(now)).isPresent();
  }

  /**
   * @param why for the history
   */
  static Change of(SetupState state, String why, Instant now) {
    SetupRecord setup = state.setup().value();
    Change change =
        Change.of(setup.id())
            .replace(state.setup(), setup.unreversed())
            .note(new HistoryEntry(now, setup.generation(), "setup", "SetupRelocking", why));
    Plans.of(setup.request()).steps().stream()
        .map(step -> state.steps().get(step.name()))
        .filter(step -> isLookedAtAgain(step.value(), setup))
        .forEach(step -> change.replaceStep(step, reopened(step.value())));
    String cause = "relocking/" + now.toEpochMilli();
    return change.send(Messages.tell(new SetupEvent(setup.id(), setup.generation(), cause)));
  }

  private static boolean isLookedAtAgain(StepRecord step, SetupRecord setup) {
    return step.name().kind() == StepKind.LOCKDOWN
        || !step.status().isDone()
        || DriftCheck.isChecked(step.name(), setup.request());
  }

  private static StepRecord reopened(StepRecord step) {
    return step.name().kind() == StepKind.LOCKDOWN
        ? Reopening.of(step).notKept().record()
        : Reopening.of(step).record();
  }
}
