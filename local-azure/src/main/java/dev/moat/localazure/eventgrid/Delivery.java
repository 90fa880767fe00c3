package dev.moat.localazure.eventgrid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one event subscription, or to its dead letters.
 *
 * @param number tells deliveries apart, in the order they came up
 * @param event what is delivered
 * @param subscriber the id of the event subscription
 * @param due when the next attempt is made
 * @param published when the event was taken in
 * @param attempts how many attempts there were
 * @param lastAttempt when the last one ended, or null
 * @param lastOutcome how it ended, or null
 * @param givenUp why and when it was given up and goes to the dead letters, or null while it does
 *     not
 * @param again whether this is a delivery of what was delivered already
 */
record Delivery(
    long number,
    ManagementEvent event,
    String subscriber,
    Instant due,
    Instant published,
    int attempts,
    @Nullable Instant lastAttempt,
    @Nullable Outcome lastOutcome,
    @Nullable GivenUp givenUp,
    boolean again) {

  static Delivery first(
      long number, ManagementEvent event, String subscriber, Instant now, Instant due) {
    return new Delivery(number, event, subscriber, due, now, 0, null, null, null, false);
  }

  /** Why no further attempt is made. */
  record GivenUp(String reason, Instant at) {}

  boolean isDeadLetter() {
    return givenUp != null;
  }

  Delivery attempted(Outcome outcome, Instant now, Instant nextDue) {
    return new Delivery(
        number, event, subscriber, nextDue, published, attempts + 1, now, outcome, givenUp, again);
  }

  Delivery dueAt(Instant nextDue) {
    return new Delivery(
        number,
        event,
        subscriber,
        nextDue,
        published,
        attempts,
        lastAttempt,
        lastOutcome,
        givenUp,
        again);
  }

  Delivery givenUp(GivenUp why, Instant when) {
    return new Delivery(
        number, event, subscriber, when, published, attempts, lastAttempt, lastOutcome, why, again);
  }

  Delivery repeated(long newNumber, Instant when) {
    return new Delivery(newNumber, event, subscriber, when, published, 0, null, null, null, true);
  }
}
