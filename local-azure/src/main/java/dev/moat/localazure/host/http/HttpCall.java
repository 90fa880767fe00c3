package dev.moat.localazure.host.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request to the host.
 *
 * @param method in upper case
 * @param uri the whole URL, with scheme and host
 * @param headers names in lower case, several values joined by commas
 * @param body all of it
 */
public record HttpCall(String method, URI uri, Map<String, String> headers, byte[] body) {

  /** The path, percent-decoded, without slashes at its ends. */
  String path() {
    return uri.getPath().replaceAll("^/+|/+$", "");
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** Query values by name; several are joined by commas, empty ones are left out. */
  public Map<String, String> query() {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && !parts[1].isEmpty()) {
        values.merge(decode(parts[0]), decode(parts[1]), (first, next) -> first + "," + next);
      }
    }
    return values;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
