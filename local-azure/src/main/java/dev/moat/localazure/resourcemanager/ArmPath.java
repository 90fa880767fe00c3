package dev.moat.localazure.resourcemanager;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A path and its query, read the way Resource Manager reads them: an empty segment counts for
 * nothing, an encoded slash separates like a plain one, and case is kept but never compared.
 *
 * @param segments the decoded segments, none empty
 * @param query the decoded parameters
 * @param rawQuery the query as it was sent, without the question mark
 */
record ArmPath(List<String> segments, Map<String, String> query, String rawQuery) {

  static ArmPath parse(String pathAndQuery) {
    String relative = withoutHost(pathAndQuery);
    int mark = relative.indexOf('?');
    String rawPath = mark < 0 ? relative : relative.substring(0, mark);
    String rawQuery = mark < 0 ? "" : relative.substring(mark + 1);
    List<String> segments = new ArrayList<>();
    for (String segment : decode(rawPath.replace("+", "%2B")).split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return new ArmPath(List.copyOf(segments), parseQuery(rawQuery), rawQuery);
  }

  private static String withoutHost(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0 || url.startsWith("/")) {
      return url;
    }
    int path = url.indexOf('/', scheme + 3);
    return path < 0 ? "/" : url.substring(path);
  }

  private static Map<String, String> parseQuery(String rawQuery) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String parameter : rawQuery.split("&", -1)) {
      if (!parameter.isEmpty()) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        query.put(decode(name).toLowerCase(Locale.ROOT), decode(value));
      }
    }
    return query;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformedEscape) {
      return text;
    }
  }

  String text() {
    return "/" + String.join("/", segments);
  }

  String key() {
    return text().toLowerCase(Locale.ROOT);
  }

  /** The api-version, empty when there is none. */
  String apiVersion() {
    return query.getOrDefault("api-version", "");
  }

  String filter() {
    return query.getOrDefault("$filter", "");
  }
}
