package dev.moat.cli.api;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One line that lets its holder in, and that no text of it ever shows. */
abstract sealed class Secret permits ApiKey, ApiToken {

  private final String what;
  private final String value;

  /**
   * @param what it is, for people
   */
  Secret(String what, String value) {
    this.what = what;
    this.value = value;
  }

  /**
   * The only line of a file.
   *
   * @throws Failure when it cannot be read
   */
  static String line(Path file, String what) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new Failure(
          Exit.USAGE,
          "Cannot read the %s file %s.".formatted(what, file.toAbsolutePath()),
          "Name a file that is there, that you may read, and that holds the %s and nothing else."
              .formatted(what),
          e);
    }
  }

  final String value() {
    return value;
  }

  @Override
  public final String toString() {
    return "(a " + what + ")";
  }
}
