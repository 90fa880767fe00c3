package dev.moat.localazure.host.app;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The app settings, which to a function app are its environment variables.
 *
 * @param values name to value
 */
public record AppSettings(Map<String, String> values) {

  private static final Pattern REFERENCE = Pattern.compile("%([^%]+)%");

  public AppSettings {
    values = Map.copyOf(values);
  }

  /** The value of a setting that is set and not empty. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Replaces every {@code %NAME%} in a property of function.json by the setting of that name.
   *
   * @param where the property, for the message
   * @throws InvalidFunctionAppException if a setting is missing
   */
  public String resolve(String text, String where) {
    return REFERENCE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(required(match.group(1), where)));
  }

  private String required(String name, String where) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidFunctionAppException(
                    "%s: '%%%s%%' does not resolve to a value; set the app setting %s"
                        .formatted(where, name, name)));
  }
}
