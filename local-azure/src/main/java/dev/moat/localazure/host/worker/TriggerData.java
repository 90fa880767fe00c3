package dev.moat.localazure.host.worker;

import java.util.Map;

/**
 * What a trigger sends with one invocation.
 *
 * @param inputs by parameter name; the trigger's value is one of them
 * @param metadata what {@code @BindingName} can ask for, by exact name; absent values are not in it
 */
public record TriggerData(Map<String, Datum> inputs, Map<String, Datum> metadata) {

  public TriggerData {
    inputs = Map.copyOf(inputs);
    metadata = Map.copyOf(metadata);
  }
}
