package dev.moat.localazure.host.servicebus;

import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A received message, as far as functions can see it.
 *
 * @param deliveryCount which delivery this is: 1 for the first. AMQP counts the unsuccessful ones
 *     before it, from 0; .NET's client, which the real host uses, adds one
 * @param lockToken identifies this delivery
 */
record QueueMessage(
    String body,
    @Nullable String messageId,
    int deliveryCount,
    long sequenceNumber,
    @Nullable OffsetDateTime enqueuedTime,
    @Nullable OffsetDateTime expiresAt,
    @Nullable String lockToken,
    @Nullable String contentType,
    @Nullable String subject,
    @Nullable String correlationId,
    @Nullable String replyTo,
    @Nullable String replyToSessionId,
    @Nullable String sessionId,
    @Nullable String partitionKey,
    @Nullable String to,
    @Nullable String deadLetterSource,
    Map<String, Object> applicationProperties) {

  /** A message that is only a body, as the admin API makes one. */
  static QueueMessage ofBody(String body) {
    return new QueueMessage(
        body, null, 1, 0, null, null, null, null, null, null, null, null, null, null, null, null,
        Map.of());
  }
}
