package dev.moat.localazure.host.http;

import dev.moat.localazure.host.app.InvalidFunctionAppException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route of an HTTP function, such as {@code setups/{id}}: literals, {@code {name}}, {@code
 * {name?}} at the end, {@code {*rest}} at the end, and the constraints {@code alpha}, {@code bool},
 * {@code guid}, {@code int} and {@code long} ({@code {id:guid}}).
 *
 * @see <a href="https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates">route
 *     templates</a>
 */
final class RouteTemplate implements Comparable<RouteTemplate> {

  private static final Pattern PARAMETER =
      Pattern.compile("\\{(\\*?)([A-Za-z_]\\w*)(?::(\\w+))?(\\??)}");
  private static final Map<String, String> CONSTRAINTS =
      Map.of(
          "alpha", "[A-Za-z]+",
          "bool", "(?i:true|false)",
          "guid", "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
          "int", "-?\\d{1,10}",
          "long", "-?\\d{1,19}");

  private final String text;
  private final Pattern pattern;
  private final List<String> names = new ArrayList<>();

  /**
   * @param text the route with its prefix
   * @throws InvalidFunctionAppException if the template has something else than the above
   */
  RouteTemplate(String text) {
    this.text = text;
    StringBuilder regex = new StringBuilder();
    for (String segment : text.split("/")) {
      regex.append(regex(segment, regex.length() == 0 ? "" : "/"));
    }
    this.pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  /** The route values of a path without slashes at its ends, or empty if it is another route's. */
  Optional<Map<String, String>> match(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = matcher.group(i + 1);
      if (value != null && !value.isEmpty()) {
        values.put(names.get(i), value);
      }
    }
    return Optional.of(values);
  }

  /** Literal segments come before parameters, and catch-alls last, as in ASP.NET routing. */
  @Override
  public int compareTo(RouteTemplate other) {
    return precedence().compareTo(other.precedence());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RouteTemplate route && route.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private String regex(String segment, String slash) {
    Matcher parameter = PARAMETER.matcher(segment);
    if (!parameter.matches()) {
      if (segment.contains("{")) {
        throw unsupported(segment);
      }
      return slash + Pattern.quote(segment);
    }
    names.add(parameter.group(2));
    if (!parameter.group(1).isEmpty()) {
      return "(?:" + slash + "(.*))?";
    }
    String value = slash + "(" + constraint(parameter.group(3), segment) + ")";
    return parameter.group(4).isEmpty() ? value : "(?:" + value + ")?";
  }

  private String constraint(String name, String segment) {
    if (name == null) {
      return "[^/]+";
    }
    String regex = CONSTRAINTS.get(name);
    if (regex == null) {
      throw unsupported(segment);
    }
    return regex;
  }

  private InvalidFunctionAppException unsupported(String segment) {
    return new InvalidFunctionAppException(
        "Route '%s': this host does not support the segment '%s'".formatted(text, segment));
  }

  private String precedence() {
    StringBuilder key = new StringBuilder();
    for (String segment : text.split("/")) {
      key.append(
          segment.startsWith("{*")
              ? '4'
              : !segment.startsWith("{") ? '1' : segment.contains(":") ? '2' : '3');
    }
    return key.toString();
  }
}
