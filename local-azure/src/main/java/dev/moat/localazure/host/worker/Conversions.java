package dev.moat.localazure.host.worker;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the host sent into what a parameter declares, as the real worker does: texts are
 * parsed to numbers, everything that is not a text or number goes through Gson.
 */
final class Conversions {

  static final Gson GSON = new Gson();

  private static final Map<Type, Function<String, Object>> NUMBERS =
      Map.ofEntries(
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(short.class, Short::valueOf),
          Map.entry(Short.class, Short::valueOf),
          Map.entry(byte.class, Byte::valueOf),
          Map.entry(Byte.class, Byte::valueOf),
          Map.entry(double.class, Double::valueOf),
          Map.entry(Double.class, Double::valueOf),
          Map.entry(float.class, Float::valueOf),
          Map.entry(Float.class, Float::valueOf));

  private Conversions() {}

  /**
   * Converts {@code datum} to {@code target}; an {@link Optional} target wraps the value.
   *
   * @throws ClassCastException if that form of value cannot become that type
   */
  static @Nullable Object convert(Datum datum, Type target) {
    if (raw(target) == Optional.class) {
      return Optional.ofNullable(value(datum, argument(target)));
    }
    return value(datum, target);
  }

  static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : type instanceof Class<?> plain ? plain : Object.class;
  }

  /** The first type argument of {@code type}, or {@code Object} when it has none. */
  static Type argument(Type type) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : Object.class;
  }

  private static @Nullable Object value(Datum datum, Type target) {
    if (datum instanceof Datum.Text text) {
      return fromText(text.value(), target);
    }
    if (datum instanceof Datum.Json json) {
      return fromJson(json.value(), target);
    }
    if (datum instanceof Datum.Bytes bytes && raw(target).isInstance(bytes.value())) {
      return bytes.value();
    }
    if (datum instanceof Datum.Http http && raw(target).isAssignableFrom(WorkerHttpRequest.class)) {
      HttpRequestData request = http.value();
      return new WorkerHttpRequest<>(request, convert(request.body(), argument(target)));
    }
    if (datum instanceof Datum.Empty && !raw(target).isPrimitive()) {
      return null;
    }
    throw new ClassCastException(
        "Cannot convert " + datum.getClass().getSimpleName() + " to type " + target.getTypeName());
  }

  private static @Nullable Object fromText(String text, Type target) {
    if (raw(target).isAssignableFrom(String.class)) {
      return text;
    }
    Function<String, Object> number = NUMBERS.get(target);
    return number == null ? fromJson(text, target) : number.apply(text);
  }

  private static @Nullable Object fromJson(String json, Type target) {
    if (target == String.class) {
      return json;
    }
    try {
      return GSON.fromJson(json, target);
    } catch (JsonParseException e) {
      ClassCastException failure =
          new ClassCastException("Cannot convert " + json + " to type " + target.getTypeName());
      failure.initCause(e);
      throw failure;
    }
  }
}
