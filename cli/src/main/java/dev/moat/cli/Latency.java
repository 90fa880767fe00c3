package dev.moat.cli;

import java.time.Duration;
import java.util.Locale;

/** How long the operations of the local Azure take. */
enum Latency {
  /** No time. */
  INSTANT(Duration.ofSeconds(80)),
  /** A twentieth of what Azure takes. */
  FAST(Duration.ofSeconds(80)),
  /** What Azure takes. */
  REAL(Duration.ofMinutes(30));

  private final Duration patience;

  Latency(Duration patience) {
    this.patience = patience;
  }

  /** How long each wait of a demonstration may take before something must be wrong. */
  Duration patience() {
    return patience;
  }

  /** As the local Azure calls it, and as people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
