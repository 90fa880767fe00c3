package dev.moat.model;

import java.util.Optional;

/**
 * Where the outcome of a request is told.
 *
 * @param queue the name of a queue in Moat's namespace
 * @param correlationId the caller's, repeated in each message
 */
public record ReplyTo(String queue, Optional<String> correlationId) {}
