package dev.moat.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the writers of answers share. What is not there is left out, never null. */
final class Json {

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static <T> ArrayNode array(Collection<T> values, Function<T, ObjectNode> writer) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(writer.apply(value)));
    return array;
  }

  /** Texts in their order. */
  static ArrayNode texts(Collection<?> values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    values.forEach(value -> array.add(value.toString()));
    return array;
  }

  /** Texts by name, in the order of their names. */
  static ObjectNode texts(Map<String, String> values) {
    ObjectNode object = object();
    new TreeMap<>(values).forEach(object::put);
    return object;
  }

  static void putText(ObjectNode object, String field, Optional<?> text) {
    text.ifPresent(value -> object.set(field, TextNode.valueOf(value.toString())));
  }

  static void putTime(ObjectNode object, String field, Instant at) {
    object.put(field, at.toString());
  }
}
