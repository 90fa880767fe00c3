package dev.moat.cli.api;

import java.util.List;
import java.util.Optional;

/**
 * What became of the failed steps of a kind.
 *
 * @param more whether there are more: ask again
 */
public record Replays(List<Result> results, boolean more) {

  /**
   * A setup.
   *
   * @param code why they were not sent again, a stable name
   * @param detail the same in words
   */
  public record Result(
      String setup,
      List<String> steps,
      boolean replayed,
      Optional<String> code,
      Optional<String> detail) {}
}
