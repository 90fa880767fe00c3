package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One entry of {@code bindings} in a function.json.
 *
 * @param name the parameter it belongs to, or {@code $return}
 * @param type such as {@code serviceBusTrigger}
 * @param output whether the function writes it
 * @param properties the whole entry
 */
public record Binding(String name, String type, boolean output, JsonObject properties) {

  /** The name under which a function's return value is bound. */
  public static final String RETURN = "$return";

  static Binding from(String function, JsonObject entry) {
    String type = required(function, entry, "type");
    String direction =
        Json.at(entry, "direction")
            .map(JsonElement::getAsString)
            .orElse("in")
            .toLowerCase(Locale.ROOT);
    return new Binding(required(function, entry, "name"), type, direction.equals("out"), entry);
  }

  public boolean isTrigger() {
    return type.toLowerCase(Locale.ROOT).endsWith("trigger");
  }

  public boolean isOf(String otherType) {
    return type.equalsIgnoreCase(otherType);
  }

  /** A text property, if function.json has it. */
  public Optional<String> text(String property) {
    return Json.at(properties, property).map(JsonElement::getAsString);
  }

  /** A property that is a list of texts; empty when function.json has none. */
  public List<String> texts(String property) {
    return Json.at(properties, property)
        .map(
            list ->
                StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                    .map(JsonElement::getAsString)
                    .toList())
        .orElse(List.of());
  }

  private static String required(String function, JsonObject entry, String property) {
    return Json.at(entry, property)
        .map(JsonElement::getAsString)
        .orElseThrow(
            () ->
                new InvalidFunctionAppException(
                    "Function '%s': a binding has no '%s': %s"
                        .formatted(function, property, entry)));
  }
}
