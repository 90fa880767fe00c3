package dev.moat.localazure.host.worker;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a function left behind when it returned normally.
 *
 * @param value what the method returned; null also for a method without a result
 * @param outputs the values of its {@code OutputBinding}s by name; null where none was set
 */
public record Returned(@Nullable Object value, Map<String, @Nullable Object> outputs) {

  public Returned {
    outputs = Collections.unmodifiableMap(new HashMap<>(outputs));
  }
}
