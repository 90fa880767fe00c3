package dev.moat.engine;

import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;

/**
 * A step that was being worked on and is to be let be: its messages are void from now on. What was
 * begun in Azure goes on there; the record keeps all that is known of it, and a worker that is just
 * writing keeps its claim, so that nobody else writes before it is done.
 */
final class Halting {

  private Halting() {}

  static StepRecord of(StepRecord step) {
    return step.change().status(StepStatus.PENDING).waitingForNothing().record();
  }
}
