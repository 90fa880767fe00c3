package dev.moat.cli.screen;

import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What people see of a step.
 *
 * @param attempts how many deliveries reached Azure with a change
 * @param time since it was first called, until it ended; empty when it was not called
 * @param note what it waits for, or why it failed; empty when there is nothing to say
 */
public record StepView(
    String name, StepStatus status, int attempts, Optional<Duration> time, String note) {

  /** Whether more is to be told than that time went by. */
  boolean tellsMoreThan(StepView earlier) {
    return status != earlier.status
        || attempts != earlier.attempts
        || !note.equals(earlier.note) && status == StepStatus.PARKED;
  }
}
