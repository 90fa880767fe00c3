package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.Optional;

/** How a turn of a step ended. Each carries the record as it is to be, but for what follows. */
sealed interface Outcome {

  /** The record to be written. */
  StepDraft draft();

  /** Observed as wanted, or Azure said that the change has succeeded. */
  record Done(StepDraft draft, String text) implements Outcome {}

  /** What was to be removed stays: others use it. */
  record Left(StepDraft draft, String why) implements Outcome {}

  /**
   * Not yet: call the step again after the delay.
   *
   * @param drift what was just found and cannot be repaired yet
   * @param until how the step stands until then: parked, or awaiting an approval
   * @param othersLook whether it waits for what other steps see to, which may have drifted too
   */
  record Later(
      StepDraft draft,
      Duration delay,
      String waitingFor,
      Optional<Drift> drift,
      StepStatus until,
      boolean othersLook)
      implements Outcome {

    /** Other steps look if something was found for which it waits. */
    Later(
        StepDraft draft,
        Duration delay,
        String waitingFor,
        Optional<Drift> drift,
        StepStatus until) {
      this(draft, delay, waitingFor, drift, until, drift.isPresent());
    }

    Later(StepDraft draft, Duration delay, String waitingFor, Optional<Drift> drift) {
      this(draft, delay, waitingFor, drift, StepStatus.PARKED);
    }

    Later(StepDraft draft, Duration delay, String waitingFor) {
      this(draft, delay, waitingFor, Optional.empty());
    }

    /** The same wait, in which this was found, and which no other step can shorten. */
    Later having(Optional<Drift> found) {
      return new Later(draft, delay, waitingFor, found, until, false);
    }
  }

  /** It differs although it was as wanted, and stays so: reported, or left to an operator. */
  record Drifted(StepDraft draft, Drift drift) implements Outcome {}

  /** Retrying cannot help. */
  record Failed(StepDraft draft, StepError error) implements Outcome {}
}
