package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/** Some of a long list. */
public interface Page<T> {

  List<T> items();

  /** What to ask for the next page with; empty on the last. */
  Optional<String> continuation();
}
