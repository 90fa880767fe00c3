package dev.moat.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was asked over HTTP.
 *
 * @param path the values in the path, by name
 * @param query parameters by name; those without a value are left out
 * @param headers by name, whose case does not matter
 * @param body empty when there was none
 * @param id of the invocation: what the log has it under
 */
public record Call(
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<String> body,
    String id) {

  public Call {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    body = body.filter(text -> !text.isEmpty());
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A value in the path; throws {@link IllegalArgumentException} when the route has none. */
  String inPath(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The route has no value '" + name + "'");
    }
    return value;
  }
}
