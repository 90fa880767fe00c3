package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import java.time.Duration;

/** How a turn of a step ended. Each carries the record as it is to be, but for what follows. */
sealed interface Outcome {

  /** The record to be written. */
  StepDraft draft();

  /** Observed as wanted, or Azure said that the change has succeeded. */
  record Done(StepDraft draft, String text) implements Outcome {}

  /** Not yet: call the step again after the delay. */
  record Later(StepDraft draft, Duration delay, String waitingFor) implements Outcome {}

  /** It differs although it was as wanted, and stays so: reported, or left to an operator. */
  record Drifted(StepDraft draft, Drift drift) implements Outcome {}

  /** Retrying cannot help. */
  record Failed(StepDraft draft, StepError error) implements Outcome {}
}
