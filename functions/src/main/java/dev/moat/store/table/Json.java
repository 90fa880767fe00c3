package dev.moat.store.table;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.StepName;
import dev.moat.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records as they are stored: the fields of the record and nothing that is derived from them, ids
 * as plain texts, times in ISO 8601, what is empty left out. Unknown fields are passed over, so
 * that a version that was rolled back reads what the newer one wrote; a list or map that a newer
 * version added is empty in older rows. Characters that take two {@code char}s are escaped, so that
 * the text can be cut anywhere, and half of one in a caller's text does no harm.
 */
final class Json {

  private static final JsonSetter.Value ABSENT_IS_EMPTY =
      JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder().highestNonEscapedChar(Character.MIN_SURROGATE - 1).build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .withConfigOverride(List.class, type -> type.setSetterInfo(ABSENT_IS_EMPTY))
          .withConfigOverride(Map.class, type -> type.setSetterInfo(ABSENT_IS_EMPTY))
          .addMixIn(ResourceId.class, AsText.class)
          .addMixIn(SetupId.class, AsText.class)
          .addMixIn(StepName.class, AsText.class)
          .build();

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write " + value.getClass() + " as JSON", e);
    }
  }

  /** Throws {@link StoreException} when the text is not a record of this type. */
  static <T> T read(String json, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(json, type))
          .orElseThrow(
              () -> new StoreException("What is stored is no " + type.getSimpleName() + ": null"));
    } catch (JsonProcessingException e) {
      throw new StoreException(
          "What is stored is no %s: %s".formatted(type.getSimpleName(), e.getOriginalMessage()), e);
    }
  }

  /** How a record of one text is written: as that text. */
  private abstract static class AsText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    AsText(String value) {}

    @JsonValue
    abstract String value();
  }
}
