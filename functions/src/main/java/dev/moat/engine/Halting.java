package dev.moat.engine;

import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;

/**
 * A step that is to be let be: if it was being worked on, its messages are void from now on. What
 * was begun in Azure goes on there; the record keeps all that is known of it, and a worker that is
 * just writing keeps its claim, so that nobody else writes before it is done.
 *
 * <p>Steps that nobody works on are to be written as well, as they are: else the orchestrator could
 * call one of them at the same moment, on what was recorded before.
 */
final class Halting {

  private Halting() {}

  static StepRecord of(StepRecord step) {
    if (!step.status().isBeingWorkedOn()) {
      return step;
    }
    return step.change().status(StepStatus.PENDING).waitingForNothing().record();
  }
}
