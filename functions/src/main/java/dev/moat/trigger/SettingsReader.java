package dev.moat.trigger;

import dev.moat.model.ResourceId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads settings one by one and collects what is wrong with them. */
final class SettingsReader {

  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  SettingsReader(Map<String, String> environment) {
    this.environment = environment;
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  String required(String name) {
    Optional<String> value = optional(name);
    if (value.isEmpty()) {
      problems.add("'" + name + "' is missing");
    }
    return value.orElse("");
  }

  Stream<String> list(String name) {
    return items(required(name));
  }

  Stream<String> optionalList(String name) {
    return items(optional(name).orElse(""));
  }

  private static Stream<String> items(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(item -> !item.isEmpty());
  }

  void refuse(String problem) {
    problems.add(problem);
  }

  ResourceId parse(String name, String value) {
    return convert(name, value, "/invalid", ResourceId::new);
  }

  <T> T as(String name, String otherwise, Function<String, T> parser) {
    return convert(name, optional(name).orElse(otherwise), otherwise, parser);
  }

  private <T> T convert(String name, String value, String otherwise, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      problems.add("'" + name + "' cannot be '" + value + "': " + e.getMessage());
      return parser.apply(otherwise);
    }
  }

  void throwIfAnythingIsWrong() {
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "The app settings need mending: " + String.join("; ", problems));
    }
  }
}
