package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the key of an advanced filter names in an event: the names of both schemas are understood,
 * and a path into the data. Case does not count.
 */
final class EventKeys {
  private EventKeys() {}

  /** The text at the key; empty when the event has no such key. */
  static Optional<String> text(ManagementEvent event, String topic, String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "id", "eventid" -> Optional.of(event.id());
      case "topic", "source" -> Optional.of(topic);
      case "subject" -> Optional.of(event.subject());
      case "eventtype", "type" -> Optional.of(event.type());
      case "dataversion", "eventtypeversion" -> Optional.of(ManagementEvent.DATA_VERSION);
      default -> inData(event.data(), key);
    };
  }

  private static Optional<String> inData(JsonNode data, String key) {
    String[] parts = key.split("\\.", -1);
    if (!parts[0].equalsIgnoreCase("data")) {
      return Optional.empty();
    }
    JsonNode found = data;
    for (int i = 1; i < parts.length; i++) {
      found = field(found, parts[i]);
    }
    return Optional.of(found)
        .filter(value -> value.isValueNode() && !value.isNull())
        .map(JsonNode::asText);
  }

  private static JsonNode field(JsonNode owner, String name) {
    return owner.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> owner.path(name));
  }
}
