package dev.moat.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only pauses move. */
public final class TickingClock extends Clock {

  private Instant now;

  public TickingClock(Instant start) {
    this.now = start;
  }

  TickingClock() {
    this(Records.ACCEPTED);
  }

  public void pause(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Only instants are asked of this clock");
  }
}
