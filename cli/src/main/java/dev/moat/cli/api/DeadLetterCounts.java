package dev.moat.cli.api;

import java.util.List;

/** How many dead letters each queue has. */
public record DeadLetterCounts(List<Count> queues) {

  /**
   * A queue.
   *
   * @param more whether there are more than were counted
   */
  public record Count(String queue, int count, boolean more) {}
}
