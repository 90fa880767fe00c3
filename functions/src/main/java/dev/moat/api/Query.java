package dev.moat.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads query parameters; what is unknown or malformed is refused and named. */
final class Query {

  static final int MOST = 200;
  private static final int USUAL = 50;

  private final Map<String, String> values;

  Query(Call call) {
    this.values = call.query();
  }

  /** Refuses a call that has others than these parameters. */
  static void requireKnown(Call call, Set<String> known) {
    TreeSet<String> unknown = new TreeSet<>(call.query().keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw invalid(
          "There is no query parameter '%s' here.".formatted(Texts.shown(unknown.first())),
          known.isEmpty()
              ? "Leave it out."
              : "Known here are: " + String.join(", ", new TreeSet<>(known)) + ".");
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Refuses the call when the text is longer than that. */
  Optional<String> text(String name, int longest) {
    Optional<String> text = text(name);
    if (text.filter(value -> value.length() > longest).isPresent()) {
      throw invalid(
          "'%s' has more than %d characters.".formatted(name, longest), "Say fewer of them.");
    }
    return text;
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

  Optional<Instant> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  /** Some of the values of an enum, separated by commas; none when it is left out. */
  <E extends Enum<E>> Set<E> anyOf(String name, Class<E> type) {
    EnumSet<E> found = EnumSet.noneOf(type);
    text(name).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .forEach(value -> found.add(oneOf(name, value, type)));
    return found;
  }

  static Refusal invalid(String detail, String advice) {
    return Refusal.of(400, "InvalidQuery", detail, advice);
  }

  private static Instant time(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw invalid(
          "'%s' is no time.".formatted(name), "Say one as 2026-11-21T12:00:00Z (RFC 3339).");
    }
  }

  private static <E extends Enum<E>> E oneOf(String name, String value, Class<E> type) {
    return Stream.of(type.getEnumConstants())
        .filter(each -> each.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "'%s' cannot be '%s'.".formatted(name, Texts.shown(value)),
                    "Say some of: " + EnumSet.allOf(type) + ", separated by commas."));
  }
}
