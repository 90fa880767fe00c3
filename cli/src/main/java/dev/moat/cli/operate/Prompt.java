package dev.moat.cli.operate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks somebody at a terminal. */
public interface Prompt {

  /** What is typed; empty when there is nobody to ask. */
  Optional<String> ask(String question);

  /** Nobody is there. */
  static Prompt nobody() {
    return question -> Optional.empty();
  }

  /**
   * Somebody who types.
   *
   * @param show where the question goes, on a line that goes on
   */
  static Prompt of(InputStream typed, Consumer<String> show) {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(typed, Charset.defaultCharset()));
    return question -> {
      show.accept(question);
      try {
        return Optional.of(Optional.ofNullable(lines.readLine()).orElse(""));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the answer", e);
      }
    };
  }
}
