package dev.moat.api;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was asked over HTTP, without the function key: the host has checked it, and nothing here may
 * tell it on.
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

  private static final String KEY_HEADER = "x-functions-key";
  private static final String KEY_PARAMETER = "code";

  public Call {
    path = Map.copyOf(path);
    Map<String, String> parameters = new TreeMap<>(query);
    parameters.remove(KEY_PARAMETER);
    query = parameters;
    body = body.filter(text -> !text.isEmpty());
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    anyCase.remove(KEY_HEADER);
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
