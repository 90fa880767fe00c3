package dev.moat.engine;

import dev.moat.model.SetupRecord;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Turns a wait that has lasted too long into a failure that says what was waited for. */
final class Deadlines {

  private final EngineSettings settings;
  private final Clock clock;

  Deadlines(EngineSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param before the step as the outcome found it
   */
  Outcome apply(SetupRecord setup, StepRecord before, Outcome outcome) {
    if (!(outcome instanceof Outcome.Later later)) {
      return outcome;
    }
    StepRecord after = later.draft().record().change().status(later.until()).record();
    return endsAnApproval(before, later) || !isOver(setup, after)
        ? outcome
        : new Outcome.Failed(later.draft(), error(setup, after, later.waitingFor()));
  }

  /** Whether the wait for an approval is over, so that what follows has its own time. */
  static boolean endsAnApproval(StepRecord before, Outcome.Later later) {
    return before.status() == StepStatus.AWAITING_APPROVAL && later.until() == StepStatus.PARKED;
  }

  boolean isOver(SetupRecord setup, StepRecord step) {
    return start(step).plus(deadline(setup, step)).isBefore(clock.instant());
  }

  /** A person may take long: that time is measured by itself. */
  private Instant start(StepRecord step) {
    return (step.status() == StepStatus.AWAITING_APPROVAL
            ? Approvals.since(step.outputs())
            : Approvals.until(step.outputs()).or(step::startedAt))
        .orElseGet(clock::instant);
  }

  private Duration deadline(SetupRecord setup, StepRecord step) {
    if (step.status() == StepStatus.AWAITING_APPROVAL) {
      return settings.approvalDeadline();
    }
    return isProof(setup, step) ? settings.proofDeadline() : settings.stepDeadline();
  }

  /** What an operator asked to be taken back needs no proof. */
  private static boolean isProof(SetupRecord setup, StepRecord step) {
    return step.name().kind() == StepKind.LOCKDOWN && setup.reversal().isEmpty();
  }

  StepError error(SetupRecord setup, StepRecord step, String waitingFor) {
    Duration deadline = deadline(setup, step);
    if (step.status() == StepStatus.AWAITING_APPROVAL) {
      return new StepError(
          "NotApproved",
          "Nobody decided within " + deadline + ", waiting for: " + waitingFor + ".",
          "Have the connection approved in Azure, or approve it here, then replay the step.");
    }
    if (isProof(setup, step)) {
      return new StepError(
          "PrivatePathNotProved",
          "Public access was not cut within " + deadline + ", waiting for: " + waitingFor + ".",
          "The registry stays reachable as it was. Mend what is missing, then replay the step.");
    }
    return new StepError(
        "DeadlineExceeded",
        "'" + step.name() + "' waited longer than " + deadline + " for: " + waitingFor + ".",
        "Look at the resource in Azure, remove what holds it up, then replay the step.");
  }
}
