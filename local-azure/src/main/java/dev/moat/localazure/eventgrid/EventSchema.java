package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;

/**
 * How an event is written down: in <a
 * href="https://learn.microsoft.com/azure/event-grid/event-schema">Event Grid's schema</a> as an
 * array of one, in that of <a
 * href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvents 1.0</a> as an
 * object.
 */
public enum EventSchema {
  EVENT_GRID("EventGridSchema", "application/json; charset=utf-8", "1") {
    @Override
    ObjectNode envelope(ManagementEvent event, String topic) {
      ObjectNode envelope =
          object()
              .put("subject", event.subject())
              .put("eventType", event.type())
              .put("eventTime", event.timeText())
              .put("id", event.id());
      envelope.set("data", event.data().deepCopy());
      return envelope
          .put("dataVersion", ManagementEvent.DATA_VERSION)
          .put("metadataVersion", "1")
          .put("topic", topic);
    }

    @Override
    JsonNode payload(ObjectNode envelope) {
      return JsonNodeFactory.instance.arrayNode().add(envelope);
    }
  },
  CLOUD_EVENTS("CloudEventSchemaV1_0", "application/cloudevents+json; charset=utf-8", "1.0") {
    @Override
    ObjectNode envelope(ManagementEvent event, String topic) {
      ObjectNode envelope =
          object()
              .put("id", event.id())
              .put("source", topic)
              .put("subject", event.subject())
              .put("type", event.type())
              .put("time", event.timeText());
      envelope.set("data", event.data().deepCopy());
      return envelope.put("specversion", "1.0");
    }

    @Override
    JsonNode payload(ObjectNode envelope) {
      return envelope;
    }
  };

  private final String azureName;
  private final String contentType;
  private final String metadataVersion;

  EventSchema(String azureName, String contentType, String metadataVersion) {
    this.azureName = azureName;
    this.contentType = contentType;
    this.metadataVersion = metadataVersion;
  }

  /** The schema of this name, in any case. */
  public static Optional<EventSchema> find(String azureName) {
    return Arrays.stream(values())
        .filter(schema -> schema.azureName.equalsIgnoreCase(azureName))
        .findFirst();
  }

  /** The value of {@code eventDeliverySchema}. */
  public String azureName() {
    return azureName;
  }

  String contentType() {
    return contentType;
  }

  /** The header {@code aeg-metadata-version}. */
  String metadataVersion() {
    return metadataVersion;
  }

  /** One event in this schema. */
  abstract ObjectNode envelope(ManagementEvent event, String topic);

  /** The body of a delivery. */
  abstract JsonNode payload(ObjectNode envelope);

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
