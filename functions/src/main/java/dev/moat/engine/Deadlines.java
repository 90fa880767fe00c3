package dev.moat.engine;

import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
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

  Outcome apply(StepRecord record, Outcome outcome) {
    if (outcome instanceof Outcome.Later later && isOver(record, later.until())) {
      return new Outcome.Failed(later.draft(), error(record, later.until(), later.waitingFor()));
    }
    return outcome;
  }

  boolean isOver(StepRecord record) {
    return isOver(record, record.status());
  }

  private boolean isOver(StepRecord record, StepStatus waiting) {
    Instant start = record.startedAt().orElseGet(clock::instant);
    return start.plus(deadline(record.name().kind(), waiting)).isBefore(clock.instant());
  }

  private Duration deadline(StepKind kind, StepStatus waiting) {
    if (waiting == StepStatus.AWAITING_APPROVAL) {
      return settings.approvalDeadline();
    }
    return kind == StepKind.LOCKDOWN ? settings.proofDeadline() : settings.stepDeadline();
  }

  StepError error(StepRecord record, String waitingFor) {
    return error(record, record.status(), waitingFor);
  }

  private StepError error(StepRecord record, StepStatus waiting, String waitingFor) {
    Duration deadline = deadline(record.name().kind(), waiting);
    if (waiting == StepStatus.AWAITING_APPROVAL) {
      return new StepError(
          "NotApproved",
          "Nobody decided within " + deadline + ": " + waitingFor + ".",
          "Have the connection approved in Azure, or approve it here, then replay the step.");
    }
    if (record.name().kind() == StepKind.LOCKDOWN) {
      return new StepError(
          "PrivatePathNotProved",
          "Public access was not cut within " + deadline + ", waiting for: " + waitingFor + ".",
          "The registry stays reachable as it was. Mend what is missing, then replay the step.");
    }
    return new StepError(
        "DeadlineExceeded",
        "'" + record.name() + "' waited longer than " + deadline + " for: " + waitingFor + ".",
        "Look at the resource in Azure, remove what holds it up, then replay the step.");
  }
}
