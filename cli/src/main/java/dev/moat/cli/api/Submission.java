package dev.moat.cli.api;

/**
 * A request that was accepted.
 *
 * @param setup key of the setup
 * @param acceptedBefore whether this very request had been accepted before, and nothing has changed
 */
public record Submission(String setup, String requestId, long generation, boolean acceptedBefore) {}
