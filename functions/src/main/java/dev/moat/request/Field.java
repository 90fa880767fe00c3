package dev.moat.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A place in a posted request. What is not there, or is of another type than asked for, reads as
 * empty, so that one wrong field does not hide what is wrong with the others.
 *
 * @param pointer where it is, as a JSON pointer
 */
record Field(String pointer, JsonNode node) {

  static Field root(JsonNode request) {
    return new Field("", request);
  }

  Field get(String name) {
    return new Field(pointer(pointer, name), node.path(name));
  }

  /** The JSON pointer (RFC 6901) of a field in the object that this pointer leads to. */
  static String pointer(String object, String name) {
    return object + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  boolean isPresent() {
    return !node.isMissingNode();
  }

  boolean isTrue() {
    return node.isBoolean() && node.booleanValue();
  }

  /** The names of an object's fields, and none of anything else. */
  List<String> names() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  Optional<String> text() {
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }

  /** The items of an array, and none of anything else. */
  List<Field> items() {
    if (!node.isArray()) {
      return List.of();
    }
    return IntStream.range(0, node.size())
        .mapToObj(i -> new Field(pointer + "/" + i, node.path(i)))
        .toList();
  }
}
