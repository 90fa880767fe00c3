package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Objects;

/**
 * What is written of an event that could not be delivered, and where: see <a
 * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#dead-letter-events">dead-letter
 * events</a> and <a
 * href="https://learn.microsoft.com/azure/event-grid/manage-event-delivery#set-dead-letter-location">dead-letter
 * location</a>. The reasons of events that were tried too often or too long are those of <a
 * href="https://learn.microsoft.com/training/modules/event-driven-workflows-event-grid/4-delivery-retry-policies">Microsoft's
 * training</a>.
 */
final class DeadLetter {
  private DeadLetter() {}

  /** The event with what became of it; CloudEvents have names in lower case. */
  static ObjectNode of(Delivery delivery, Subscriber subscriber) {
    ObjectNode letter = subscriber.schema().envelope(delivery.event(), subscriber.source());
    boolean cloud = subscriber.schema() == EventSchema.CLOUD_EVENTS;
    letter.put(
        name("deadLetterReason", cloud), Objects.requireNonNull(delivery.givenUp()).reason());
    letter.put(name("deliveryAttempts", cloud), delivery.attempts());
    Outcome outcome = delivery.lastOutcome();
    if (outcome != null) {
      letter.put(name("lastDeliveryOutcome", cloud), outcome.inWords());
      if (outcome.status() != 0) {
        letter.put(name("lastHttpStatusCode", cloud), outcome.status());
      }
    }
    letter.put(name("publishTime", cloud), ManagementEvent.text(delivery.published()));
    Instant last = delivery.lastAttempt();
    if (last != null) {
      letter.put(name("lastDeliveryAttemptTime", cloud), ManagementEvent.text(last));
    }
    return letter;
  }

  private static String name(String field, boolean cloud) {
    return cloud ? field.toLowerCase(Locale.ROOT) : field;
  }

  /**
   * The name of the blob: {@code NAME/2026/1/5/8/GUID.json}, the name in upper case, the date and
   * the hour without zeros in front. The GUID is that of the event.
   */
  static String blobName(Delivery delivery, Subscriber subscriber) {
    Instant when = Objects.requireNonNullElse(delivery.lastAttempt(), delivery.published());
    ZonedDateTime time = when.atZone(ZoneOffset.UTC);
    return "%s/%d/%d/%d/%d/%s.json"
        .formatted(
            subscriber.name().toUpperCase(Locale.ROOT),
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            delivery.event().id());
  }
}
