package dev.moat.engine;

import java.time.Duration;

/**
 * What an operator may set for the engine.
 *
 * @param proofDeadline how long the lockdown may wait for its proof before it fails
 * @param stepDeadline how long any other step may wait before it fails
 * @param approvalDeadline how long a step may wait for an approval before it fails
 * @param schedule when to ask Azure how far an operation is
 * @param drift what is done about drift, and how often is looked for it
 */
public record EngineSettings(
    Duration proofDeadline,
    Duration stepDeadline,
    Duration approvalDeadline,
    PollSchedule schedule,
    DriftSettings drift) {}
