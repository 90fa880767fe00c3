package dev.moat.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** The published schema, {@code docs/setup-request.schema.json}, which the build puts in here. */
final class Contract {

  private final JsonNode document;
  private final JsonSchema schema;

  Contract() {
    document = load();
    JsonMetaSchema dialect =
        JsonMetaSchema.builder(JsonMetaSchema.getV202012())
            .keyword(new NonValidationKeyword(SchemaProblem.PLANNED))
            .build();
    schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(dialect))
            .getSchema(
                document,
                SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .regularExpressionFactory(Contract::wholeText)
                    .build());
    schema.initializeValidators();
  }

  /** Adds what the schema finds wrong. */
  void check(JsonNode request, Problems problems) {
    for (ValidationMessage message : schema.validate(request)) {
      new SchemaProblem(document, message).addTo(problems);
    }
  }

  /**
   * A pattern for the whole of a text. Java lets {@code $} match before a line break at the end,
   * and a name with a line break would slip through; every pattern of the schema is anchored, so
   * that this changes nothing else.
   */
  private static RegularExpression wholeText(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return text -> pattern.matcher(text).matches();
  }

  private static JsonNode load() {
    try (InputStream in = Contract.class.getResourceAsStream("setup-request.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("The build left the schema out of the application");
      }
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The schema in the application could not be read", e);
    }
  }
}
