package dev.moat.queue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message that lies in a {@link Letterbox}, as a look at it shows it.
 *
 * @param sequenceNumber its key there
 * @param messageId empty when its sender gave none
 * @param body as text: UTF-8, where it is bytes
 * @param properties application properties, as text
 * @param enqueuedAt when it came into its queue
 * @param deliveryCount how many deliveries of it have failed. Taking another letter out of the same
 *     box may add one
 * @param reason why it is a dead letter, such as {@code MaxDeliveryCountExceeded}
 * @param description the same in words
 */
public record Letter(
    long sequenceNumber,
    Optional<String> messageId,
    String body,
    Optional<String> contentType,
    Map<String, String> properties,
    Instant enqueuedAt,
    long deliveryCount,
    Optional<String> reason,
    Optional<String> description) {

  public Letter {
    properties = Map.copyOf(properties);
  }
}
