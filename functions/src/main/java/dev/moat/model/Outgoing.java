package dev.moat.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message to be sent.
 *
 * @param queue the logical queue: {@code setup-events}, {@code step-subnet}, …
 * @param messageId the same for the same message, so that a second sending is dropped; at most 128
 *     characters
 * @param body JSON, or what a caller sent
 * @param notBefore when it may be delivered; at once when empty
 * @param properties application properties: read beside the body, without parsing it
 */
public record Outgoing(
    String queue,
    String messageId,
    String body,
    Optional<Instant> notBefore,
    Map<String, String> properties) {

  /** Service Bus takes no longer message ids. */
  private static final int LONGEST_ID = 128;

  private static final int KEPT = 90;

  /** An id that is too long for Service Bus is cut and made unique again by its hash. */
  public Outgoing {
    properties = Map.copyOf(properties);
    messageId = messageId.length() <= LONGEST_ID ? messageId : shortened(messageId);
  }

  private static String shortened(String id) {
    return id.substring(0, KEPT) + "~" + Sha256.hex(id).substring(0, 32);
  }

  /** A message without properties. */
  public Outgoing(String queue, String messageId, String body, Optional<Instant> notBefore) {
    this(queue, messageId, body, notBefore, Map.of());
  }
}
