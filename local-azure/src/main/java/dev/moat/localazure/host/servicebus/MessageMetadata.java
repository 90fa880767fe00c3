package dev.moat.localazure.host.servicebus;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.moat.localazure.host.worker.Datum;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trigger metadata of a message, by the names of extension 5.x (bundle 4.x). Texts are sent as
 * they are; numbers, dates and dictionaries as JSON text, so that a date keeps its quotes; what is
 * null is not sent at all.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#message-metadata">message
 *     metadata</a>
 */
final class MessageMetadata {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
  private static final DateTimeFormatter UTC = DateTimeFormatter.ISO_INSTANT;

  private final Map<String, Datum> values = new HashMap<>();

  private MessageMetadata() {}

  static Map<String, Datum> of(QueueMessage message) {
    MessageMetadata metadata = new MessageMetadata();
    metadata.numbersAndDates(message);
    metadata.texts(message);
    metadata.json("ApplicationProperties", properties(message.applicationProperties()));
    return Map.copyOf(metadata.values);
  }

  private void numbersAndDates(QueueMessage message) {
    json("DeliveryCount", message.deliveryCount());
    json("SequenceNumber", message.sequenceNumber());
    json("EnqueuedTimeUtc", instant(message.enqueuedTime()));
    json("EnqueuedTime", offset(message.enqueuedTime()));
    json("ExpiresAtUtc", instant(message.expiresAt()));
    json("ExpiresAt", offset(message.expiresAt()));
  }

  private void texts(QueueMessage message) {
    text("MessageId", message.messageId());
    text("LockToken", message.lockToken());
    text("ContentType", message.contentType());
    text("Subject", message.subject());
    text("Label", message.subject());
    text("CorrelationId", message.correlationId());
    text("ReplyTo", message.replyTo());
    text("ReplyToSessionId", message.replyToSessionId());
    text("SessionId", message.sessionId());
    text("PartitionKey", message.partitionKey());
    text("To", message.to());
    text("DeadLetterSource", message.deadLetterSource());
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      values.put(name, new Datum.Text(value));
    }
  }

  private void json(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, new Datum.Json(GSON.toJson(value)));
    }
  }

  private static @Nullable String instant(@Nullable OffsetDateTime time) {
    return time == null ? null : UTC.format(time);
  }

  private static @Nullable String offset(@Nullable OffsetDateTime time) {
    return time == null
        ? null
        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC))
            + "+00:00";
  }

  private static Map<String, Object> properties(Map<String, Object> properties) {
    Map<String, Object> writable = new LinkedHashMap<>();
    properties.forEach((name, value) -> writable.put(name, writable(value)));
    return writable;
  }

  /**
   * AMQP's own types, such as unsigned numbers and symbols, are written as their text or number.
   */
  private static Object writable(Object value) {
    if (value instanceof Date date) {
      return UTC.format(date.toInstant());
    }
    return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
  }
}
