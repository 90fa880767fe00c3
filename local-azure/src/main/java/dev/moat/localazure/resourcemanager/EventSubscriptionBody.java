package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.eventgrid.EventFilter;
import dev.moat.localazure.eventgrid.EventSchema;
import java.net.URI;
import java.util.Set;

/**
 * What may stand in an event subscription, and what stands there when nothing was sent.
 *
 * <p>Azure takes {@code https} only; here {@code http} is taken too when its host is the loopback,
 * since a Functions host on this machine has no certificate. Ranges and defaults are those of <a
 * href="https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topic-event-subscriptions/create-or-update">the
 * reference</a> and of <a
 * href="https://learn.microsoft.com/azure/event-grid/manage-event-delivery">dead-letter location
 * and retry policy</a>. The texts of refusals are this emulator's own.
 */
final class EventSubscriptionBody {
  static final String URL = "/destination/properties/endpointUrl";
  static final int MOST_ATTEMPTS = 30;
  static final int MOST_MINUTES = 1440;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private EventSubscriptionBody() {}

  /** The properties to store. Refuses what Azure, or the local one, does not take. */
  static ObjectNode properties(JsonNode sent, String topic, String state) {
    checkDestination(sent.path("destination"));
    checkFilter(sent.path("filter"));
    ObjectNode properties = Json.object().put("topic", topic).put("provisioningState", state);
    properties.set("destination", sent.get("destination").deepCopy());
    properties.set("filter", Json.copyOf(sent, "filter"));
    Json.setDefault((ObjectNode) properties.get("filter"), "subjectBeginsWith", "");
    Json.setDefault((ObjectNode) properties.get("filter"), "subjectEndsWith", "");
    properties.set("labels", sent.hasNonNull("labels") ? sent.get("labels") : Json.array());
    properties.put("eventDeliverySchema", schema(sent).azureName());
    properties
        .putObject("retryPolicy")
        .put("maxDeliveryAttempts", number(sent, "maxDeliveryAttempts", MOST_ATTEMPTS))
        .put("eventTimeToLiveInMinutes", number(sent, "eventTimeToLiveInMinutes", MOST_MINUTES));
    if (sent.hasNonNull("deadLetterDestination")) {
      properties.set("deadLetterDestination", deadLetters(sent.get("deadLetterDestination")));
    }
    return properties;
  }

  private static void checkDestination(JsonNode destination) {
    String type = Json.text(destination, "/endpointType");
    if (!type.equalsIgnoreCase("WebHook")) {
      throw refused(
          "The local Azure delivers events to destinations with endpointType 'WebHook' only, not '%s'.",
          type);
    }
    String url = Json.text(destination, "/properties/endpointUrl");
    if (!isAcceptable(url)) {
      throw refused(
          "The endpointUrl of the destination must be an https URL, or http on the loopback; it is '%s'.",
          baseUrl(url));
    }
  }

  private static boolean isAcceptable(String url) {
    try {
      URI uri = URI.create(url);
      String host = uri.getHost();
      return host != null
          && ("https".equalsIgnoreCase(uri.getScheme())
              || "http".equalsIgnoreCase(uri.getScheme()) && LOOPBACK.contains(host));
    } catch (IllegalArgumentException noUrl) {
      return false;
    }
  }

  /** A URL without its query, which may hold a key. */
  static String baseUrl(String url) {
    return url.split("\\?", 2)[0];
  }

  private static void checkFilter(JsonNode filter) {
    try {
      EventFilter.of(filter);
    } catch (IllegalArgumentException e) {
      throw refused("%s", String.valueOf(e.getMessage()));
    }
  }

  private static EventSchema schema(JsonNode sent) {
    String name = Json.text(sent, "/eventDeliverySchema");
    return EventSchema.find(name.isEmpty() ? EventSchema.EVENT_GRID.azureName() : name)
        .orElseThrow(
            () ->
                refused(
                    "The eventDeliverySchema must be EventGridSchema or CloudEventSchemaV1_0, not '%s'.",
                    name));
  }

  private static int number(JsonNode sent, String field, int most) {
    int value = sent.path("retryPolicy").path(field).asInt(most);
    if (value < 1 || value > most) {
      throw refused("%s of the retryPolicy must be from 1 to %s.", field, most);
    }
    return value;
  }

  private static JsonNode deadLetters(JsonNode destination) {
    boolean complete =
        Json.text(destination, "/endpointType").equalsIgnoreCase("StorageBlob")
            && !Json.text(destination, "/properties/resourceId").isEmpty()
            && !Json.text(destination, "/properties/blobContainerName").isEmpty();
    if (!complete) {
      throw refused(
          "The deadLetterDestination must have endpointType 'StorageBlob', a resourceId and a blobContainerName.");
    }
    return destination.deepCopy();
  }

  private static ArmError.Refusal refused(String message, Object... values) {
    return SystemTopics.invalid(message.formatted(values)).refusal();
  }
}
