package dev.moat.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The published samples and other files, and small changes to them. */
final class Samples {

  static final String SECUREACR = "/docs/samples/secureacr.json";
  static final String WITH_INTEGRATION_SUBNET =
      "/docs/samples/secureacr-with-integration-subnet.json";

  static final String ON_DRIFT = "/docs/samples/secureacr-on-drift.json";

  static final String MANUAL_APPROVAL = "/docs/samples/secureacr-manual-approval.json";

  private static final JsonMapper MAPPER = new JsonMapper();

  private Samples() {}

  static String text(String resource) {
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String resource) {
    try {
      return MAPPER.readTree(text(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode secureacr() {
    return (ObjectNode) json(SECUREACR);
  }

  /** Sets a field, or adds an item when the pointer ends one behind the last. */
  static void set(JsonNode request, String pointer, JsonNode value) {
    JsonPointer place = JsonPointer.compile(pointer);
    JsonNode parent = request.at(place.head());
    if (parent instanceof ArrayNode array) {
      array.insert(place.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
    }
  }

  /** Puts something in the place of a field or an item that is there. */
  static void put(JsonNode request, String pointer, JsonNode value) {
    JsonPointer place = JsonPointer.compile(pointer);
    if (request.at(place.head()) instanceof ArrayNode array) {
      array.set(place.last().getMatchingIndex(), value);
    } else {
      set(request, pointer, value);
    }
  }

  static void remove(JsonNode request, String pointer) {
    JsonPointer place = JsonPointer.compile(pointer);
    ((ObjectNode) request.at(place.head())).remove(place.last().getMatchingProperty());
  }
}
