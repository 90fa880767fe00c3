package dev.moat.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** {@code docs/openapi.json}, to hold calls and answers against. */
public final class OpenApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.metaSchema(
                  JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                      .keyword(new NonValidationKeyword("components"))
                      .build()));

  private final JsonNode document;

  private OpenApi(JsonNode document) {
    this.document = document;
  }

  /** The document of the project. */
  public static OpenApi read() {
    try {
      return new OpenApi(JSON.readTree(Path.of("../docs/openapi.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read docs/openapi.json", e);
    }
  }

  /** A schema by its name. */
  JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  /**
   * What is wrong with an answer.
   *
   * @param path without the API's own
   */
  public List<String> problemsOfAnswer(String method, String path, int status, String body) {
    JsonNode response = resolved(operation(method, path).at("/responses/" + status));
    if (response.isMissingNode()) {
      return List.of("%s %s has no answer %d".formatted(method, path, status));
    }
    JsonNode content = response.path("content");
    if (content.isEmpty()) {
      return body.isEmpty() ? List.of() : List.of("This answer has no body");
    }
    return problems(content.elements().next().path("schema"), body);
  }

  /**
   * What is wrong with a call.
   *
   * @param headers names in lower case
   * @param query decoded
   */
  public List<String> problemsOfCall(
      String method, String path, Map<String, String> query, Set<String> headers, String body) {
    JsonNode operation = operation(method, path);
    List<String> problems = new ArrayList<>();
    List<JsonNode> parameters =
        StreamSupport.stream(operation.path("parameters").spliterator(), false)
            .map(this::resolved)
            .toList();
    query.forEach(
        (name, value) -> {
          if (parameters.stream().noneMatch(p -> isParameter(p, "query", name))) {
            problems.add("There is no query parameter " + name);
          }
        });
    for (String header : List.of("if-match", "moat-operator")) {
      if (headers.contains(header)
          && parameters.stream().noneMatch(p -> isParameter(p, "header", header))) {
        problems.add("There is no header " + header);
      }
    }
    problems.addAll(problemsOfBody(operation.path("requestBody"), body));
    return problems;
  }

  private List<String> problemsOfBody(JsonNode declared, String body) {
    if (body.isEmpty()) {
      return declared.path("required").asBoolean() ? List.of("There is no body") : List.of();
    }
    return declared.isMissingNode()
        ? List.of("There is a body")
        : problems(declared.at("/content/application~1json/schema"), body);
  }

  private static boolean isParameter(JsonNode parameter, String in, String name) {
    return parameter.path("in").asText().equals(in)
        && parameter.path("name").asText().equalsIgnoreCase(name);
  }

  private JsonNode operation(String method, String path) {
    return document.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]*}", "[^/]+")))
        .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT)))
        .filter(JsonNode::isObject)
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no " + method + " " + path));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private List<String> problems(JsonNode schema, String body) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", document.path("components"));
    whole.set("allOf", JSON.createArrayNode().add(schema));
    try {
      return SCHEMAS.getSchema(whole).validate(JSON.readTree(body)).stream()
          .map(Object::toString)
          .toList();
    } catch (JsonProcessingException e) {
      return List.of("Not JSON: " + e.getOriginalMessage());
    }
  }
}
