package dev.moat.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads query parameters; what is unknown or malformed is refused and named. */
final class Query {

  static final int MOST = 200;
  private static final int USUAL = 50;

  /** What the Functions host takes a key from. */
  private static final String KEY = "code";

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /** The parameters of a call, which may have these. */
  static Query of(Call call, Set<String> known) {
    TreeSet<String> unknown = new TreeSet<>(call.query().keySet());
    unknown.removeAll(known);
    unknown.remove(KEY);
    if (!unknown.isEmpty()) {
      throw invalid(
          "There is no query parameter '%s' here.".formatted(unknown.first()),
          known.isEmpty()
              ? "Leave it out."
              : "Known here are: " + String.join(", ", new TreeSet<>(known)) + ".");
    }
    return new Query(call.query());
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** At most how many items the caller wants. */
  int limit() {
    String text = values.getOrDefault("limit", String.valueOf(USUAL));
    boolean isSmall = text.matches("[0-9]{1,3}");
    int limit = isSmall ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw invalid("'limit' is no number from 1 to " + MOST + ".", "Say such a number.");
    }
    return limit;
  }

  /** False when it is left out. */
  boolean flag(String name) {
    return switch (values.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid("'" + name + "' is neither true nor false.", "Say one of them.");
    };
  }

  private static Refusal invalid(String detail, String advice) {
    return Refusal.of(400, "InvalidQuery", detail, advice);
  }
}
