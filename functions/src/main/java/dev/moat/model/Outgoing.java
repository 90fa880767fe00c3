package dev.moat.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message to be sent.
 *
 * @param queue the logical queue: {@code setup-events}, {@code step-subnet}, …
 * @param messageId the same for the same message, so that a second sending is dropped
 * @param body JSON, or what a caller sent
 * @param notBefore when it may be delivered; at once when empty
 * @param properties application properties: read beside the body, without parsing it
 * @param contentType what the body is; {@code application/json} when it is empty
 * @param correlationId what the receiver knows the message by
 */
public record Outgoing(
    String queue,
    String messageId,
    String body,
    Optional<Instant> notBefore,
    Map<String, String> properties,
    Optional<String> contentType,
    Optional<String> correlationId) {

  public Outgoing {
    properties = Map.copyOf(properties);
  }

  /** A message of Moat's own form. */
  public Outgoing(
      String queue,
      String messageId,
      String body,
      Optional<Instant> notBefore,
      Map<String, String> properties) {
    this(queue, messageId, body, notBefore, properties, Optional.empty(), Optional.empty());
  }

  /** A message without properties. */
  public Outgoing(String queue, String messageId, String body, Optional<Instant> notBefore) {
    this(queue, messageId, body, notBefore, Map.of());
  }
}
