package dev.moat.arm;

import java.time.Duration;

/** What an error of Azure means for the step that met it. */
public sealed interface ErrorClass {

  /** The principal's quota is used up: leave the whole subscription alone for this long. */
  record Throttled(Duration delay) implements ErrorClass {}

  /** Something else is being done to this resource or a neighbour: try again after this long. */
  record Busy(Duration delay) implements ErrorClass {}

  /** Azure has not caught up yet, such as with a principal just made: try again after this long. */
  record NotYet(Duration delay) implements ErrorClass {}

  /** Azure or the way to it is in trouble: try again after this long. */
  record Unavailable(Duration delay) implements ErrorClass {}

  /**
   * What was to be written was written by another, or has changed since it was read: read again.
   */
  record Stale() implements ErrorClass {}

  /** Retrying cannot help. */
  record Terminal(String advice) implements ErrorClass {}
}
