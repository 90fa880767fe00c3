package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.SetupRecord;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import java.time.Instant;

/** Stops the work on a setup. */
final class Cancelling {

  private Cancelling() {}

  static Ruling decide(SetupState state, Operator who, Instant now) {
    SetupRecord setup = state.setup().value();
    if (!setup.status().isActive()) {
      return Ruling.refused(
          "NotRunning",
          "Setup '%s' is %s: there is nothing to cancel.".formatted(setup.id(), setup.status()),
          "Look at the setup; nothing is being done for it.");
    }
    SetupRecord cancelled = setup.cancelled();
    Change change =
        VerbChange.of(
            state,
            cancelled,
            "SetupCancelled",
            who,
            "cancelled it: what was begun in Azure goes on there, and Moat begins nothing more",
            now);
    state.steps().values().stream()
        .filter(step -> step.value().status().isBeingWorkedOn())
        .forEach(step -> change.replaceStep(step, Halting.of(step.value())));
    return new Ruling.Granted(Replies.stands(change, state.setup(), cancelled, now));
  }
}
