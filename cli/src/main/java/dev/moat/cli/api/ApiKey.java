package dev.moat.cli.api;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A function key: a secret, which no text of it ever shows. */
public final class ApiKey {

  private final String value;

  /**
   * @param from where it was found, for people
   * @throws Failure when it cannot be a key
   */
  public ApiKey(String value, String from) {
    if (!value.matches("[\\x21-\\x7e]+")) {
      throw new Failure(
          Exit.USAGE,
          "What %s holds is no function key.".formatted(from),
          "A key is one line without spaces. Azure lists keys with: az functionapp keys list");
    }
    this.value = value;
  }

  /**
   * The only line of a file.
   *
   * @throws Failure when it cannot be read
   */
  public static ApiKey read(Path file) {
    try {
      return new ApiKey(Files.readString(file).strip(), "the file " + file);
    } catch (IOException e) {
      throw new Failure(
          Exit.USAGE,
          "Cannot read the key file " + file.toAbsolutePath() + ".",
          "Name a file that is there, that you may read, and that holds the key and nothing else.",
          e);
    }
  }

  String value() {
    return value;
  }

  @Override
  public String toString() {
    return "(a key)";
  }
}
