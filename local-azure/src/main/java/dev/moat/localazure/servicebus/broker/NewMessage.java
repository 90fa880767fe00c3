package dev.moat.localazure.servicebus.broker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as a sender hands it in.
 *
 * @param messageId what duplicate detection compares; a message without one is never a duplicate
 * @param timeToLive null when the message asks for none of its own
 * @param scheduledEnqueueTime when the message becomes active; null means at once
 */
public record NewMessage(
    Content content,
    @Nullable String messageId,
    @Nullable String sessionId,
    @Nullable Duration timeToLive,
    @Nullable Instant scheduledEnqueueTime) {}
