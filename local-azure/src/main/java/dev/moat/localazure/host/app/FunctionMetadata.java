package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One function, as its function.json describes it.
 *
 * @param name the name of its folder
 * @param scriptFile the jar that holds it
 * @param entryPoint {@code package.Class.method}
 * @param bindings exactly one of them is the trigger
 */
public record FunctionMetadata(
    String name, Path scriptFile, String entryPoint, List<Binding> bindings) {

  public FunctionMetadata {
    bindings = List.copyOf(bindings);
    long triggers = bindings.stream().filter(Binding::isTrigger).count();
    if (triggers != 1) {
      throw new InvalidFunctionAppException(
          "Function '%s' has %d triggers; it must have one".formatted(name, triggers));
    }
  }

  static FunctionMetadata read(Path functionJson) {
    Path folder = functionJson.getParent();
    String name = folder.getFileName().toString();
    JsonObject json = Json.read(functionJson);
    return new FunctionMetadata(
        name,
        folder.resolve(text(name, json, "scriptFile")).normalize(),
        text(name, json, "entryPoint"),
        bindings(name, json));
  }

  public Binding trigger() {
    return bindings.stream().filter(Binding::isTrigger).findFirst().orElseThrow();
  }

  public List<Binding> outputs() {
    return bindings.stream().filter(Binding::output).toList();
  }

  /** A property of the trigger, with its {@code %SETTING%} references replaced. */
  public String triggerText(String property, AppSettings settings) {
    String where =
        "Function '%s', binding '%s', property '%s'".formatted(name, trigger().type(), property);
    String text =
        trigger()
            .text(property)
            .orElseThrow(() -> new InvalidFunctionAppException(where + " is missing"));
    return settings.resolve(text, where);
  }

  private static List<Binding> bindings(String function, JsonObject json) {
    List<Binding> bindings = new ArrayList<>();
    Json.at(json, "bindings")
        .map(JsonElement::getAsJsonArray)
        .ifPresent(
            list -> list.forEach(b -> bindings.add(Binding.from(function, b.getAsJsonObject()))));
    return bindings;
  }

  private static String text(String function, JsonObject json, String property) {
    return Json.at(json, property)
        .map(JsonElement::getAsString)
        .orElseThrow(
            () ->
                new InvalidFunctionAppException(
                    "Function '%s': function.json has no '%s'".formatted(function, property)));
  }
}
