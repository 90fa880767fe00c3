package dev.moat.localazure.resourcemanager;

import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends work when its time has come although nobody calls, so that events are raised; and lets the
 * state be saved after each change that came about like that.
 */
final class Ticker {
  private static final long MILLIS = 20;

  private final ResourceManager resourceManager;
  private final Clock clock;
  private final Runnable afterChange;
  private final AtomicBoolean changed = new AtomicBoolean();

  private Ticker(ResourceManager resourceManager, Clock clock, Runnable afterChange) {
    this.resourceManager = resourceManager;
    this.clock = clock;
    this.afterChange = afterChange;
  }

  /** Starts to tick, on a thread that keeps no process alive. */
  static void start(ResourceManager resourceManager, Clock clock, Runnable afterChange) {
    Ticker ticker = new Ticker(resourceManager, clock, afterChange);
    resourceManager.onChange(change -> ticker.changed.set(true));
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "resource-manager-ticker");
              thread.setDaemon(true);
              return thread;
            });
    executor.scheduleWithFixedDelay(ticker::tick, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      if (resourceManager.nextEnd().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
        resourceManager.advance();
      }
      if (changed.getAndSet(false)) {
        afterChange.run();
      }
    } catch (RuntimeException e) {
      // The executor would silently stop; the next tick may do better.
      System.err.println("The state of Resource Manager was not brought forward: " + e);
    }
  }
}
