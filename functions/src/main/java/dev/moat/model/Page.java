package dev.moat.model;

import java.util.List;
import java.util.Optional;

/**
 * Some of a list.
 *
 * @param items may be fewer than were asked for, even none, although there are more
 * @param unreadable what belongs among the items and could not be read
 * @param continuation what to ask for the next page with; empty when this is the last. Opaque, and
 *     made of characters that may stand in a URL
 */
public record Page<T>(List<T> items, List<Unreadable> unreadable, Optional<String> continuation) {

  public Page {
    items = List.copyOf(items);
    unreadable = List.copyOf(unreadable);
  }

  /** A page of which all could be read. */
  public Page(List<T> items, Optional<String> continuation) {
    this(items, List.of(), continuation);
  }
}
