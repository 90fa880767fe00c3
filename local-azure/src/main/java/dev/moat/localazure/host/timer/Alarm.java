package dev.moat.localazure.host.timer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs something at a time. */
public interface Alarm {

  /**
   * Runs {@code action} at {@code time}, or at once if that is past; not on the caller's thread.
   */
  void at(Instant time, Runnable action);

  /** Forgets all that has not run. */
  void close();

  /** An alarm over the system's timers. */
  static Alarm of(Clock clock) {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    return new Alarm() {
      @Override
      public void at(Instant time, Runnable action) {
        long millis = Math.max(0, Duration.between(clock.instant(), time).toMillis());
        timers.schedule(action, millis, TimeUnit.MILLISECONDS);
      }

      @Override
      public void close() {
        timers.shutdownNow();
      }
    };
  }
}
