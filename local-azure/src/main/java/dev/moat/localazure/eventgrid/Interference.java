package dev.moat.localazure.eventgrid;

import java.time.Duration;

/** What a test asks to go otherwise with deliveries. Not safe for threads. */
final class Interference {
  private boolean held;
  private int toDrop;
  private int copies = 1;
  private Duration delay = Duration.ZERO;

  /** Holds all deliveries back, or lets them go again. */
  void hold(boolean yes) {
    held = yes;
  }

  /** Loses so many of the next events. */
  void drop(int events) {
    toDrop = events;
  }

  /** Delivers each of the next events so many times. */
  void storm(int copiesOfEach) {
    copies = Math.max(1, copiesOfEach);
  }

  /** Delivers the next events so much later. */
  void delay(Duration later) {
    delay = later;
  }

  boolean holds() {
    return held;
  }

  int copies() {
    return copies;
  }

  Duration delay() {
    return delay;
  }

  /** Whether to lose this event; counts it. */
  boolean drops() {
    if (toDrop == 0) {
      return false;
    }
    toDrop--;
    return true;
  }
}
