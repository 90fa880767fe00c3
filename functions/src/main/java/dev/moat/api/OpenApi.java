package dev.moat.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The published document, {@code docs/openapi.json}, which the build puts in here. */
final class OpenApi {

  private final ObjectNode document;
  private final ObjectNode definitions;

  OpenApi() {
    document = load();
    definitions = (ObjectNode) locally(document.at("/components/schemas"));
  }

  JsonNode document() {
    return document;
  }

  /** What an endpoint takes as its body, as a schema of its own; empty when it takes none. */
  Optional<JsonNode> bodySchema(Endpoint endpoint) {
    JsonNode schema = operation(endpoint).at("/requestBody/content/application~1json/schema");
    return schema.isMissingNode() ? Optional.empty() : Optional.of(withDefinitions(schema));
  }

  boolean requiresBody(Endpoint endpoint) {
    return operation(endpoint).at("/requestBody/required").asBoolean();
  }

  private JsonNode operation(Endpoint endpoint) {
    return StreamSupport.stream(document.path("paths").spliterator(), false)
        .flatMap(path -> StreamSupport.stream(path.spliterator(), false))
        .filter(each -> each.path("operationId").asText().equals(endpoint.operationId()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("The document has no " + endpoint.operationId()));
  }

  private JsonNode withDefinitions(JsonNode schema) {
    ObjectNode whole = ((ObjectNode) locally(schema));
    whole.set("$defs", definitions);
    return whole;
  }

  /** The same schema, with references as JSON Schema has them inside one schema. */
  private static JsonNode locally(JsonNode schema) {
    return parse(schema.toString().replace("#/components/schemas/", "#/$defs/"));
  }

  private static JsonNode parse(String json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("A tree that was read can be read again", e);
    }
  }

  private static ObjectNode load() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("The build left openapi.json out of the application");
      }
      return (ObjectNode) new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.json in the application could not be read", e);
    }
  }
}
