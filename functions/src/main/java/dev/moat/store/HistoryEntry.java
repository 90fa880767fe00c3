package dev.moat.store;

import java.time.Instant;

/**
 * A line of a setup's history.
 *
 * @param subject the step's name, or {@code setup}
 * @param reason a stable name, such as {@code SubnetCreated} or {@code StepParked}
 * @param text what happened, for people
 */
public record HistoryEntry(
    Instant at, long generation, String subject, String reason, String text) {}
