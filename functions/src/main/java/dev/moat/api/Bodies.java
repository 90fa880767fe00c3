package dev.moat.api;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the bodies of calls, strictly, as the document has them. */
final class Bodies {

  private static final int MOST_BYTES = 64 * 1024;
  private static final int DEEPEST = 20;
  private static final String MEND = "Mend the body; openapi.json says what it may have.";

  /** What is asked of a call that needs nothing but its path. */
  private static final ObjectNode NOTHING =
      Json.object().put("type", "object").put("additionalProperties", false);

  private static final JsonMapper MAPPER = mapper();

  private final OpenApi openApi;
  private final Map<Endpoint, JsonSchema> schemas = new EnumMap<>(Endpoint.class);

  Bodies(OpenApi openApi) {
    this.openApi = openApi;
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
    for (Endpoint endpoint : Endpoint.values()) {
      JsonNode schema = openApi.bodySchema(endpoint).orElse(NOTHING);
      schemas.put(endpoint, factory.getSchema(schema, config));
    }
  }

  /** The text of the body; empty when there is none and the document does not require one. */
  Optional<String> text(Endpoint endpoint, Call call) {
    Optional<String> body = call.body();
    if (body.isEmpty()) {
      if (openApi.requiresBody(endpoint)) {
        throw invalid("There is no body.");
      }
      return body;
    }
    requireJson(call);
    requireShort(body.get());
    return body;
  }

  /** The body, which has no other fields and types than the document says; empty without one. */
  JsonNode read(Endpoint endpoint, Call call) {
    return text(endpoint, call).map(text -> checked(endpoint, parse(text))).orElseGet(Json::object);
  }

  private JsonNode checked(Endpoint endpoint, JsonNode body) {
    String wrong =
        schemas.get(endpoint).validate(body).stream()
            .map(message -> message.getMessage())
            .sorted()
            .collect(joining("; "));
    if (!wrong.isEmpty()) {
      throw invalid("The body is not as the document has it: " + Texts.shown(wrong) + ".");
    }
    return body;
  }

  private static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid("The body is not JSON: " + Texts.shown(e.getOriginalMessage()) + ".");
    }
  }

  private static void requireJson(Call call) {
    String type = call.header("Content-Type").orElse("none");
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw Refusal.of(
          415,
          "UnsupportedMediaType",
          "The body's content type is '%s'; only application/json is read."
              .formatted(Texts.shown(type)),
          "Send the header 'Content-Type: application/json'.");
    }
  }

  private static void requireShort(String body) {
    int bytes = body.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MOST_BYTES) {
      throw Refusal.of(
          413,
          "BodyTooLarge",
          "The body has %d bytes; at most %d are taken.".formatted(bytes, MOST_BYTES),
          "Send a smaller body.");
    }
  }

  static Refusal invalid(String detail) {
    return Refusal.of(400, "InvalidBody", detail, MEND);
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                .build())
        .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }
}
