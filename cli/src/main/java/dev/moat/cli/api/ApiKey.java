package dev.moat.cli.api;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.nio.file.Path;

/** A function key. */
public final class ApiKey extends Secret {

  private static final String KEY = "key";

  /**
   * @param from where it was found, for people
   * @throws Failure when it cannot be a key
   */
  public ApiKey(String value, String from) {
    super(KEY, value);
    if (!value.matches("[\\x21-\\x7e]+")) {
      throw new Failure(
          Exit.USAGE,
          "What %s holds is no function key.".formatted(from),
          "A key is one line without spaces. Azure lists keys with: az functionapp keys list");
    }
  }

  /**
   * The only line of a file.
   *
   * @throws Failure when it cannot be read, or holds no key
   */
  public static ApiKey read(Path file) {
    return new ApiKey(line(file, KEY), "the file " + file);
  }
}
