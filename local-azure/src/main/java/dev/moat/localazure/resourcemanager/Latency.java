package dev.moat.localazure.resourcemanager;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long Azure's work takes, and how long it tells clients to wait between polls. */
public interface Latency {

  /** How long one piece of work takes. */
  Duration duration(Work work, RandomGenerator random);

  /** The {@code Retry-After} to send where Azure sends the given one. */
  int retryAfterSeconds(int azureSeconds);

  /** How many polls of an operation find it unfinished, however short its work. */
  int leastUnfinishedPolls();

  /** Work takes no time; yet each operation answers one poll as unfinished, with no wait asked. */
  static Latency instant() {
    return Profile.INSTANT;
  }

  /** Azure's median times and waits, twenty times faster; waits are at least a second. */
  static Latency fast() {
    return Profile.FAST;
  }

  /** Times drawn from what was recorded, waits as Azure asks for. */
  static Latency real() {
    return Profile.REAL;
  }

  /** The three profiles. */
  enum Profile implements Latency {
    INSTANT {
      @Override
      public Duration duration(Work work, RandomGenerator random) {
        return Duration.ZERO;
      }

      @Override
      public int retryAfterSeconds(int azureSeconds) {
        return 0;
      }

      @Override
      public int leastUnfinishedPolls() {
        return 1;
      }
    },
    FAST {
      @Override
      public Duration duration(Work work, RandomGenerator random) {
        return millis(work.medianSeconds() / SPEED_UP);
      }

      @Override
      public int retryAfterSeconds(int azureSeconds) {
        return Math.max(1, azureSeconds / SPEED_UP);
      }
    },
    REAL {
      @Override
      public Duration duration(Work work, RandomGenerator random) {
        return millis(work.secondsAt(random.nextDouble()));
      }

      @Override
      public int retryAfterSeconds(int azureSeconds) {
        return azureSeconds;
      }
    };

    private static final int SPEED_UP = 20;

    @Override
    public int leastUnfinishedPolls() {
      return 0;
    }

    private static Duration millis(double seconds) {
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
  }
}
