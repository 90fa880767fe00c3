package dev.moat.cli.operate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times for people. */
final class Times {

  private Times() {}

  /** To the second, in UTC, as logs and Azure have them. */
  static String at(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
