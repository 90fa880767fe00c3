package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.StepDraft;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import java.util.Optional;

/** A step that has ended and is to look again: what it knows stays, what it did is over. */
final class Reopening {

  private Reopening() {}

  static StepDraft of(StepRecord ended) {
    return Approvals.waitForgotten(ended.change())
        .status(StepStatus.PENDING)
        .attempt(0)
        .inVain(0)
        .differing(0)
        .intent(Intent.NONE)
        .createdByMoat(ended.createdByMoat() || ended.intent() == Intent.CREATE)
        .error(Optional.empty())
        .waitingForNothing()
        .finishedAt(Optional.empty());
  }
}
