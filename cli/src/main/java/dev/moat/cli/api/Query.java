package dev.moat.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.StringJoiner;

/** Path segments and query parameters, encoded. */
final class Query {

  private final StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");

  /** A path segment: a space is {@code %20} there, and never a plus. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Adds a parameter that has a value. */
  Query with(String name, Optional<?> value) {
    value.ifPresent(given -> parameters.add(name + "=" + segment(given.toString())));
    return this;
  }

  Query with(PageQuery page) {
    return with("limit", Optional.of(page.limit())).with("continuation", page.continuation());
  }

  @Override
  public String toString() {
    return parameters.toString();
  }
}
