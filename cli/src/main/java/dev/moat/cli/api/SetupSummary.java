package dev.moat.cli.api;

import dev.moat.model.Reversal;
import dev.moat.model.SetupStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A setup in a list.
 *
 * @param registry resource id
 * @param steps how many steps have each status
 * @param failedSteps those that are FAILED, DRIFTED or CONTESTED
 */
public record SetupSummary(
    String id,
    String registry,
    SetupStatus status,
    long generation,
    String requestId,
    Instant acceptedAt,
    Optional<Instant> finishedAt,
    Optional<Reversal> reversal,
    Map<String, Integer> steps,
    List<String> failedSteps) {}
