package dev.moat.cli.screen;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class Seconds {

  private Seconds() {}

  /** With one decimal, such as {@code 3.1}; negative ones, from clocks that differ, are zero. */
  public static String of(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", Math.max(0, duration.toMillis()) / 1000.0);
  }
}
