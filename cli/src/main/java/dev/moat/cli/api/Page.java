package dev.moat.cli.api;

import dev.moat.model.Unreadable;
import java.util.List;
import java.util.Optional;

/** Some of a long list. */
public interface Page<T> {

  List<T> items();

  /** What belongs among the items and could not be read; empty when all could. */
  default Optional<List<Unreadable>> unreadable() {
    return Optional.empty();
  }

  /** What to ask for the next page with; empty on the last. */
  Optional<String> continuation();
}
