package dev.moat.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time for which Moat gathers changes before it looks into them. Periods are counted from 1970
 * on, whatever happens: a change at any moment is looked into at the end of the current one.
 */
record BenchPeriod(Duration length) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * Waits until this share of a period is over, of the current one or of the next.
   *
   * @param share from 0 to less than 1
   */
  void await(double share) {
    Instant moment = next(share, Instant.now());
    Await.until(
        "the time to be " + moment,
        length.plus(PATIENCE),
        () -> Optional.of(Instant.now()).filter(now -> !now.isBefore(moment)),
        () -> "It is " + Instant.now());
  }

  private Instant next(double share, Instant now) {
    long period = length.toMillis();
    long begun = now.toEpochMilli() / period * period;
    Instant moment = Instant.ofEpochMilli(begun + Math.round(share * period));
    return moment.isBefore(now) ? moment.plus(length) : moment;
  }
}
