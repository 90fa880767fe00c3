package dev.moat.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A message to be sent.
 *
 * @param queue the logical queue: {@code setup-events}, {@code step-subnet}, …
 * @param messageId the same for the same message, so that a second sending is dropped
 * @param body JSON
 * @param notBefore when it may be delivered; at once when empty
 */
public record Outgoing(String queue, String messageId, String body, Optional<Instant> notBefore) {}
