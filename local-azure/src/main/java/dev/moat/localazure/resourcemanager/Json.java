package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Short forms for JSON trees. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode arrayOf(Stream<? extends JsonNode> items) {
    ArrayNode array = array();
    items.forEach(array::add);
    return array;
  }

  static ObjectNode list(Stream<? extends JsonNode> items) {
    ObjectNode list = object();
    list.set("value", arrayOf(items));
    return list;
  }

  /** The text at a JSON pointer, empty when there is none. */
  static String text(JsonNode node, String pointer) {
    return node.at(pointer).asText("");
  }

  static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** A copy of the object a field holds, or a new object. */
  static ObjectNode copyOf(JsonNode owner, String field) {
    return owner.get(field) instanceof ObjectNode object ? object.deepCopy() : object();
  }

  static void setDefault(ObjectNode owner, String field, JsonNode value) {
    if (!owner.hasNonNull(field)) {
      owner.set(field, value);
    }
  }

  static void setDefault(ObjectNode owner, String field, String value) {
    if (!owner.hasNonNull(field)) {
      owner.put(field, value);
    }
  }

  /** Writes the fields of a change over those of a target, objects into objects. */
  static void merge(ObjectNode target, @Nullable JsonNode change) {
    if (change == null) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : change.properties()) {
      if (field.getValue() instanceof ObjectNode inner
          && target.get(field.getKey()) instanceof ObjectNode existing) {
        merge(existing, inner);
      } else {
        target.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }
}
