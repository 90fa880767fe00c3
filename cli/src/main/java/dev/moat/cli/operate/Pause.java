package dev.moat.cli.operate;

import java.time.Duration;

/** Lets time go by. */
@FunctionalInterface
public interface Pause {
  void take(Duration duration) throws InterruptedException;
}
