package dev.moat.cli.api;

import java.util.Optional;

/**
 * Which part of a long list is asked for.
 *
 * @param limit at most how many; 1 to {@value #MOST}
 * @param continuation what the page before gave; empty for the first
 */
public record PageQuery(int limit, Optional<String> continuation) {

  /** What the API gives at once. */
  public static final int MOST = 200;

  /** As much as there can be in a first page. */
  public static PageQuery first() {
    return new PageQuery(MOST, Optional.empty());
  }

  /** The same much, from where a page ended. */
  PageQuery after(String page) {
    return new PageQuery(limit, Optional.of(page));
  }
}
