package dev.moat.cli.api;

import java.time.Instant;

/**
 * A line of a setup's history.
 *
 * @param subject name of a step, or {@code setup}
 * @param reason a stable name, such as {@code SubnetCreated}
 */
public record HistoryEntry(
    Instant at, long generation, String subject, String reason, String text) {}
