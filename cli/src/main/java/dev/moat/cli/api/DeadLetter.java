package dev.moat.cli.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message that could not be handled.
 *
 * @param sequenceNumber its key in its queue
 * @param messageId empty where the sender gave none
 * @param reason why it is a dead letter
 * @param description the same in words
 * @param setup key of the setup it is about, where it names one
 * @param body its text; empty in lists
 */
public record DeadLetter(
    String queue,
    long sequenceNumber,
    Optional<String> messageId,
    Instant enqueuedAt,
    int deliveryCount,
    Optional<String> reason,
    Optional<String> description,
    Optional<String> setup,
    Map<String, String> properties,
    Optional<String> body) {}
