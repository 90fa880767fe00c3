package dev.moat.store.table;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that grow from call to call, and from process to process as far as their clocks agree:
 * the time in nanoseconds, or one more than the last number when the clock has not gone on.
 */
final class Sequence {

  private final Clock clock;
  private final AtomicLong last = new AtomicLong();

  Sequence(Clock clock) {
    this.clock = clock;
  }

  long next() {
    long now = Keys.nanos(clock.instant());
    return last.updateAndGet(number -> Math.max(number + 1, now));
  }
}
