package dev.moat.engine;

import dev.moat.model.SetupId;
import java.time.Duration;
import java.time.Instant;

/**
 * When each setup is swept: once in an interval, each at a time of its own in it, so that a
 * thousand setups that were made in one night are not all looked at in one minute of the next.
 */
record SweepSlots(Duration interval) {

  /** The first slot of this setup after this time. */
  Instant next(SetupId setup, Instant after) {
    long length = interval.toMillis();
    long offset = Math.floorMod(setup.value().hashCode() * 0x9E3779B97F4A7C15L, length);
    long begun = Math.floorDiv(after.toEpochMilli() - offset, length);
    return Instant.ofEpochMilli((begun + 1) * length + offset);
  }
}
