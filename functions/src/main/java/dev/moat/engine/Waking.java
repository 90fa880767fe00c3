package dev.moat.engine;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepDraft;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import java.time.Instant;
import java.util.Optional;

/** Calls a step at once that awaits an approval, before it would look by itself. */
final class Waking {

  private Waking() {}

  static StepRecord woken(StepDraft waiting, Instant now) {
    StepRecord before = waiting.record();
    return Approvals.waitEnded(waiting, now)
        .status(StepStatus.QUEUED)
        .turn(before.turn() + 1)
        .waitingForNothing()
        .record();
  }

  static Outgoing call(SetupRecord setup, StepRecord woken) {
    StepMessage message =
        new StepMessage(setup.id(), setup.generation(), woken.name(), woken.turn());
    return Messages.call(message, Optional.empty());
  }
}
