package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Small things that bodies need on their way in and out. */
final class Json {

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static List<String> texts(JsonNode array) {
    return items(array).map(JsonNode::asText).toList();
  }

  /** Whether the text is the id of this resource, in any case. */
  static boolean isId(JsonNode text, ResourceId id) {
    return id.value().equalsIgnoreCase(text.asText());
  }

  /** Adds the tags, if there are any. */
  static ObjectNode tagged(ObjectNode body, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      ObjectNode node = body.putObject("tags");
      tags.forEach(node::put);
    }
    return body;
  }

  static ArrayNode addAll(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
    return array;
  }
}
