package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.StreamSupport;

/**
 * One advanced filter: compares the text of one key with some values, without case. See <a
 * href="https://learn.microsoft.com/azure/event-grid/event-filtering#advanced-filtering">event
 * filtering</a>. The operators for numbers, booleans and null are left out. An event without the
 * key passes {@code StringNotIn} and no other operator, not even the other negative ones.
 */
record AdvancedFilter(Operator operator, String key, List<String> values) {
  private static final int LONGEST_VALUE = 512;

  /** The operators for texts; a negative one holds when its positive does not. */
  enum Operator {
    STRING_IN("StringIn", false, String::equals),
    STRING_NOT_IN("StringNotIn", true, String::equals),
    STRING_CONTAINS("StringContains", false, String::contains),
    STRING_NOT_CONTAINS("StringNotContains", true, String::contains),
    STRING_BEGINS_WITH("StringBeginsWith", false, String::startsWith),
    STRING_NOT_BEGINS_WITH("StringNotBeginsWith", true, String::startsWith),
    STRING_ENDS_WITH("StringEndsWith", false, String::endsWith),
    STRING_NOT_ENDS_WITH("StringNotEndsWith", true, String::endsWith);

    private final String azureName;
    private final boolean negative;
    private final BiPredicate<String, String> compares;

    Operator(String azureName, boolean negative, BiPredicate<String, String> compares) {
      this.azureName = azureName;
      this.negative = negative;
      this.compares = compares;
    }

    static Operator named(String name) {
      return Arrays.stream(values())
          .filter(operator -> operator.azureName.equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "The local Azure has no advanced filter with the operatorType '%s'; it has %s."
                          .formatted(
                              name,
                              Arrays.stream(values())
                                  .map(operator -> operator.azureName)
                                  .toList())));
    }
  }

  static AdvancedFilter of(JsonNode filter) {
    Operator operator = Operator.named(filter.path("operatorType").asText(""));
    String key = filter.path("key").asText("");
    List<String> values =
        StreamSupport.stream(filter.path("values").spliterator(), false)
            .map(value -> value.asText("").toLowerCase(Locale.ROOT))
            .toList();
    if (key.isEmpty() || values.isEmpty()) {
      throw new IllegalArgumentException(
          "The advanced filter %s needs a key and values.".formatted(operator.azureName));
    }
    if (values.stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
      throw new IllegalArgumentException(
          "A value of the advanced filter on '%s' is longer than %d characters."
              .formatted(key, LONGEST_VALUE));
    }
    return new AdvancedFilter(operator, key, values);
  }

  boolean matches(ManagementEvent event, String topic) {
    return EventKeys.text(event, topic, key)
        .map(found -> matches(found.toLowerCase(Locale.ROOT)))
        .orElse(operator == Operator.STRING_NOT_IN);
  }

  private boolean matches(String found) {
    return values.stream().anyMatch(value -> operator.compares.test(found, value))
        != operator.negative;
  }
}
