package dev.moat.engine;

import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
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
    if (outcome instanceof Outcome.Later later && isOver(record)) {
      return new Outcome.Failed(later.draft(), error(record, later.waitingFor()));
    }
    return outcome;
  }

  boolean isOver(StepRecord record) {
    Instant start = record.startedAt().orElseGet(clock::instant);
    return start.plus(deadline(record.name().kind())).isBefore(clock.instant());
  }

  private Duration deadline(StepKind kind) {
    return kind == StepKind.LOCKDOWN ? settings.proofDeadline() : settings.stepDeadline();
  }

  StepError error(StepRecord record, String waitingFor) {
    Duration deadline = deadline(record.name().kind());
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
