package dev.moat.localazure.servicebus;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object of the configuration, with a name for it in messages. */
record ConfigObject(String what, JsonNode json) {
  ConfigObject {
    if (!json.isObject()) {
      throw new ConfigException(what + " should be a JSON object.");
    }
  }

  /** Refuses members other than these: none is ignored in silence. */
  ConfigObject only(String... supported) {
    List<String> names = List.of(supported);
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name)) {
                throw new ConfigException(
                    "%s has '%s', which is not supported here; supported are %s."
                        .formatted(what, name, names));
              }
            });
    return this;
  }

  ConfigObject named(String name) {
    return new ConfigObject(name, json);
  }

  boolean has(String name) {
    return json.hasNonNull(name);
  }

  ConfigObject child(String name) {
    return new ConfigObject(name, json.path(name));
  }

  /** The members of an array; none when it is absent. */
  List<ConfigObject> children(String name) {
    JsonNode array = json.path(name);
    if (!array.isMissingNode() && !array.isArray()) {
      throw new ConfigException("%s of %s should be an array.".formatted(name, what));
    }
    List<ConfigObject> children = new ArrayList<>();
    array.forEach(
        element ->
            children.add(new ConfigObject("%s[%d]".formatted(name, children.size()), element)));
    return children;
  }

  String text(String name) {
    if (!json.path(name).isTextual() || json.path(name).asText().isBlank()) {
      throw wrong(name, "a text");
    }
    return json.path(name).asText();
  }

  boolean flag(String name, boolean whenAbsent) {
    if (!has(name)) {
      return whenAbsent;
    }
    if (!json.path(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return json.path(name).asBoolean();
  }

  int number(String name, int whenAbsent, int least) {
    if (!has(name)) {
      return whenAbsent;
    }
    if (!json.path(name).isInt() || json.path(name).asInt() < least) {
      throw wrong(name, "a number of at least " + least);
    }
    return json.path(name).asInt();
  }

  Duration duration(String name, Duration whenAbsent, Duration least, Duration most) {
    if (!has(name)) {
      return whenAbsent;
    }
    Duration duration = parse(json.path(name).asText());
    if (duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw wrong(name, "an ISO 8601 duration from %s to %s".formatted(least, most));
    }
    return duration;
  }

  private static @Nullable Duration parse(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private ConfigException wrong(String name, String expected) {
    return new ConfigException(
        "%s of %s should be %s, but is %s.".formatted(name, what, expected, json.path(name)));
  }
}
