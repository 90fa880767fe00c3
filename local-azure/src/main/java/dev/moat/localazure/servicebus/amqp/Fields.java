package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.jspecify.annotations.Nullable;

/** The fields of a request's body, each of the type asked for or refused by name. */
record Fields(Map<?, ?> values) {

  <T> T required(String name, Class<T> type) {
    T value = optional(name, type);
    if (value == null) {
      throw malformed(name, type, "nothing");
    }
    return value;
  }

  <T> @Nullable T optional(String name, Class<T> type) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw malformed(name, type, value.getClass().getSimpleName());
    }
    return type.cast(value);
  }

  /** A field that is an AMQP list or an AMQP array; the latter may come as a Java array. */
  <T> List<T> list(String name, Class<T> type) {
    Object value = required(name, Object.class);
    List<T> list = new ArrayList<>();
    for (Object element : elements(value)) {
      if (!type.isInstance(element)) {
        throw malformed(name, type, String.valueOf(element));
      }
      list.add(type.cast(element));
    }
    return list;
  }

  private static List<?> elements(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    if (!value.getClass().isArray()) {
      return List.of(value);
    }
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      elements.add(Array.get(value, i));
    }
    return elements;
  }

  static byte[] bytes(Binary binary) {
    byte[] bytes = new byte[binary.getLength()];
    System.arraycopy(binary.getArray(), binary.getArrayOffset(), bytes, 0, bytes.length);
    return bytes;
  }

  private static RefusedException malformed(String name, Class<?> type, String found) {
    return new RefusedException(
        Refusal.MALFORMED,
        "The request's field '%s' should be of type %s but is %s."
            .formatted(name, type.getSimpleName(), found));
  }
}
