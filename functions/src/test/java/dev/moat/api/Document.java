package dev.moat.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code docs/openapi.json} as tests read it: from the file, and by their own way. */
public final class Document {

  public static final JsonNode JSON = read();

  /** An operation of the document. */
  public record Operation(String method, String path, JsonNode json) {

    public String id() {
      return json.path("operationId").textValue();
    }

    JsonNode response(int status) {
      return resolved(json.path("responses").path(String.valueOf(status)));
    }

    public List<JsonNode> parameters(String in) {
      List<JsonNode> found = new ArrayList<>();
      for (JsonNode parameter : json.path("parameters")) {
        JsonNode whole = resolved(parameter);
        if (whole.path("in").asText().equals(in)) {
          found.add(whole);
        }
      }
      return found;
    }
  }

  private Document() {}

  public static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    JSON.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(method.getKey(), path.getKey(), method.getValue()))));
    return operations;
  }

  static Operation operation(Endpoint endpoint) {
    return operations().stream()
        .filter(operation -> operation.id().equals(endpoint.operationId()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(endpoint + " is not in the document"));
  }

  /** Fails when the document does not allow this answer. */
  static void assertAllows(Endpoint endpoint, Reply reply) {
    JsonNode response = operation(endpoint).response(reply.status());
    assertThat(response.isMissingNode())
        .as("%s answers %d, which the document does not know", endpoint, reply.status())
        .isFalse();
    assertHeaders(endpoint, response, reply);
    JsonNode content = response.path("content");
    assertThat(reply.body().isPresent())
        .as("%s has a body", endpoint)
        .isEqualTo(!content.isEmpty());
    if (reply.body().isPresent()) {
      JsonNode schema = content.path(reply.headers().get("Content-Type")).path("schema");
      assertThat(schema.isMissingNode()).as("%s has a type of the document", reply).isFalse();
      assertValid(schema, parse(reply.body().get()));
    }
  }

  static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertHeaders(Endpoint endpoint, JsonNode response, Reply reply) {
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(
            header -> assertThat(reply.headers()).as("%s", endpoint).containsKey(header));
  }

  private static void assertValid(JsonNode schema, JsonNode value) {
    ObjectNode whole = (ObjectNode) locally(schema);
    whole.set("$defs", locally(JSON.at("/components/schemas")));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(whole, config)
                .validate(value))
        .as(value.toPrettyString())
        .isEmpty();
  }

  /** With references as they are inside one schema. */
  private static JsonNode locally(JsonNode schema) {
    return parse(schema.toString().replace("#/components/schemas/", "#/$defs/"));
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? JSON.at(node.path("$ref").textValue().substring(1)) : node;
  }

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("../docs/openapi.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
