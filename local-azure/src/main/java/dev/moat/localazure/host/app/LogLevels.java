package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;

/**
 * {@code logging.logLevel} of host.json: from which level on a category is logged.
 *
 * @param byPrefix the level of each category that begins so; {@code default} is that of all others,
 *     {@code Information} unless said otherwise
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/configure-monitoring">categories
 *     and levels</a>
 */
public record LogLevels(Map<String, Level> byPrefix) {

  private static final String OTHERS = "default";
  private static final Map<String, Level> NAMES =
      Map.of(
          "trace", Level.FINEST,
          "debug", Level.FINE,
          "information", Level.INFO,
          "warning", Level.WARNING,
          "error", Level.SEVERE,
          "critical", Level.SEVERE,
          "none", Level.OFF);

  public LogLevels {
    byPrefix = Map.copyOf(byPrefix);
  }

  static LogLevels from(JsonObject host) {
    Map<String, Level> levels = new HashMap<>();
    Json.at(host, "logging", "logLevel")
        .map(JsonElement::getAsJsonObject)
        .orElseGet(JsonObject::new)
        .entrySet()
        .forEach(
            entry ->
                levels.put(entry.getKey(), level(entry.getKey(), entry.getValue().getAsString())));
    return new LogLevels(levels);
  }

  /** The least level of what a worker writes to its console, such as the lines of libraries. */
  public Level ofConsole() {
    return of("Host.Function.Console");
  }

  /** The least level of what is said of a function's invocations. */
  public Level ofInvocations(String function) {
    return of("Function." + function);
  }

  /** The least level of what a function logs by the logger of its execution context. */
  public Level ofFunction(String function) {
    return of("Function." + function + ".User");
  }

  /** The longest prefix decides; upper and lower case are the same. */
  private Level of(String category) {
    return byPrefix.entrySet().stream()
        .filter(entry -> isPrefix(entry.getKey(), category))
        .max(Comparator.comparing(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue)
        .orElseGet(() -> byPrefix.getOrDefault(OTHERS, Level.INFO));
  }

  private static boolean isPrefix(String prefix, String category) {
    return category.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static Level level(String prefix, String name) {
    Level level = NAMES.get(name.toLowerCase(Locale.ROOT));
    if (level == null) {
      throw new InvalidFunctionAppException(
          "host.json: logging.logLevel.%s is no level: '%s'; write Trace, Debug, Information, Warning, Error, Critical or None"
              .formatted(prefix, name));
    }
    return level;
  }
}
