package dev.moat.cli.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.moat.model.ResourceId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The JSON of the API as records. What a newer API adds is passed over. Control characters are
 * replaced: what comes from Azure or from a caller must not command the terminal it is shown on.
 */
final class Json {

  private static final JsonSetter.Value ABSENT_IS_EMPTY =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addDeserializer(String.class, new Printable()))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withConfigOverride(List.class, type -> type.setSetterInfo(ABSENT_IS_EMPTY))
          .withConfigOverride(Map.class, type -> type.setSetterInfo(ABSENT_IS_EMPTY))
          .addMixIn(ResourceId.class, AsText.class)
          .build();

  private Json() {}

  static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return MAPPER.readValue(json, type);
  }

  static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read once can be read again", e);
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value.getClass() + " as JSON", e);
    }
  }

  /** An answer that is put together from several. */
  static <T> Reply<T> reply(JsonNode whole, Class<T> type) {
    try {
      String json = MAPPER.writeValueAsString(whole);
      return new Reply<>(json, read(json, type));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was read in parts can be read as a whole", e);
    }
  }

  /** How a record of one text is read: from that text. */
  private abstract static class AsText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    AsText(String value) {}
  }

  private static final class Printable extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    Printable() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return StringDeserializer.instance
          .deserialize(parser, context)
          .replace("\r\n", "\n")
          .replaceAll("[\\p{Cc}&&[^\n\t]]", "\ufffd");
    }
  }
}
