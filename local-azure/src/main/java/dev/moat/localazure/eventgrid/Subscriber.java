package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.localazure.resourcemanager.EventSubscription;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * An event subscription as delivery reads it.
 *
 * @param id its resource id in lower case
 * @param name its name
 * @param source whose events it gets, and the {@code topic} or {@code source} of these
 * @param url the webhook
 * @param schema how events are written
 * @param filter which events it wants
 * @param maxAttempts how often delivery is tried at the most
 * @param timeToLive how long delivery is tried at the most
 * @param deadLetterContainer the blob container for events that cannot be delivered, if there is
 *     one
 */
record Subscriber(
    String id,
    String name,
    String source,
    URI url,
    EventSchema schema,
    EventFilter filter,
    int maxAttempts,
    Duration timeToLive,
    Optional<String> deadLetterContainer) {

  static Subscriber of(EventSubscription subscription) {
    JsonNode properties = subscription.properties();
    return new Subscriber(
        subscription.id().toLowerCase(Locale.ROOT),
        subscription.name(),
        subscription.source(),
        URI.create(properties.at("/destination/properties/endpointUrl").asText()),
        EventSchema.find(properties.path("eventDeliverySchema").asText()).orElseThrow(),
        EventFilter.of(properties.path("filter")),
        properties.at("/retryPolicy/maxDeliveryAttempts").asInt(),
        Duration.ofMinutes(properties.at("/retryPolicy/eventTimeToLiveInMinutes").asInt()),
        Optional.ofNullable(
            properties
                .at("/deadLetterDestination/properties/blobContainerName")
                .asText((String) null)));
  }

  /**
   * Whether the event is of this source and passes the filter. Whether a resource group's topic
   * also gets the events of the group itself is not known; here it does.
   */
  boolean wants(ManagementEvent event) {
    String subject = event.subject().toLowerCase(Locale.ROOT) + "/";
    return subject.startsWith(source.toLowerCase(Locale.ROOT) + "/")
        && filter.matches(event, source);
  }
}
