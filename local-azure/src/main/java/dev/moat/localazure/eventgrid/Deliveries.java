package dev.moat.localazure.eventgrid;

import dev.moat.localazure.eventgrid.Delivery.GivenUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All deliveries that are still to be made, and what happens after each attempt: at least once, in
 * no order. Starts no thread, makes no call and looks at no clock. Not safe for threads.
 *
 * <p>They are in memory only: those pending when the process is killed are lost.
 */
final class Deliveries {
  private static final Comparator<Delivery> BY_DUE =
      Comparator.comparing(Delivery::due).thenComparingLong(Delivery::number);

  private final DeliverySchedule schedule;
  private final RandomGenerator random;
  private final Consumer<String> log;
  private final PriorityQueue<Delivery> waiting = new PriorityQueue<>(BY_DUE);
  private final Map<String, Subscriber> subscribers = new HashMap<>();
  private final Counters counters = new Counters();
  private final Interference interference = new Interference();
  private long numbers;
  private int underWay;

  Deliveries(DeliverySchedule schedule, RandomGenerator random, Consumer<String> log) {
    this.schedule = schedule;
    this.random = random;
    this.log = log;
  }

  Interference interference() {
    return interference;
  }

  /** From now on these are all event subscriptions. */
  void subscribers(List<Subscriber> all) {
    subscribers.clear();
    all.forEach(subscriber -> subscribers.put(subscriber.id(), subscriber));
  }

  Optional<Subscriber> subscriber(Delivery delivery) {
    return Optional.ofNullable(subscribers.get(delivery.subscriber()));
  }

  /** Takes in an event for all that want it. */
  void raised(ManagementEvent event, Instant now) {
    counters.raised++;
    subscribers.values().stream()
        .filter(subscriber -> subscriber.wants(event))
        .sorted(Comparator.comparing(Subscriber::id))
        .forEach(subscriber -> matched(event, subscriber, now));
  }

  private void matched(ManagementEvent event, Subscriber subscriber, Instant now) {
    counters.matched++;
    if (interference.drops()) {
      dropped(event, subscriber.name(), "a test asked for it");
      return;
    }
    Delivery first = Delivery.first(++numbers, event, subscriber.id(), now, firstDue(now));
    waiting.add(first);
    for (int copy = 1; copy < interference.copies(); copy++) {
      counters.duplicated++;
      waiting.add(first.repeated(++numbers, firstDue(now)));
    }
  }

  private Instant firstDue(Instant now) {
    return now.plus(schedule.first(random)).plus(interference.delay());
  }

  /**
   * Takes the deliveries to attempt now; each must be followed by {@link #attempted}. Only here it
   * is seen <a
   * href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#dead-letter-events">that
   * an event has outlived its time</a>.
   */
  List<Delivery> due(Instant now, int most) {
    List<Delivery> due = new ArrayList<>();
    while (!interference.holds() && due.size() < most && isDue(waiting.peek(), now)) {
      Delivery next = waiting.remove();
      if (subscriber(next).isEmpty()) {
        dropped(next.event(), next.subscriber(), "the event subscription is gone");
      } else if (!next.isDeadLetter() && now.isAfter(expiry(next))) {
        giveUp(next, "MaxRetryDurationExceeded", now);
      } else {
        due.add(next);
      }
    }
    underWay += due.size();
    return due;
  }

  private static boolean isDue(@Nullable Delivery next, Instant now) {
    return next != null && !next.due().isAfter(now);
  }

  /** When there is something to do next, if there is. */
  Optional<Instant> nextDue() {
    return interference.holds()
        ? Optional.empty()
        : Optional.ofNullable(waiting.peek()).map(Delivery::due);
  }

  /** An attempt ended. */
  void attempted(Delivery delivery, Outcome outcome, Instant now) {
    underWay--;
    GivenUp givenUp = delivery.givenUp();
    if (givenUp != null) {
      deadLetterAttempted(delivery, givenUp, outcome, now);
    } else if (outcome.isSuccess()) {
      succeeded(delivery, now);
    } else {
      failed(delivery, outcome, now);
    }
  }

  private void succeeded(Delivery delivery, Instant now) {
    counters.delivered++;
    if (!delivery.again() && random.nextDouble() < schedule.duplicates()) {
      counters.duplicated++;
      waiting.add(delivery.repeated(++numbers, now.plus(schedule.first(random))));
    }
  }

  private void failed(Delivery delivery, Outcome outcome, Instant now) {
    int attempts = delivery.attempts() + 1;
    Instant next = now.plus(schedule.retry(attempts, outcome, random));
    Delivery tried = delivery.attempted(outcome, now, next);
    int most = subscriber(delivery).map(Subscriber::maxAttempts).orElse(0);
    String finalReason = Outcome.FINAL.get(outcome.status());
    if (finalReason != null) {
      giveUp(tried, finalReason, now);
    } else if (attempts >= most) {
      giveUp(tried, "MaxDeliveryAttemptsExceeded", now);
    } else {
      counters.retried++;
      waiting.add(tried);
    }
  }

  private Instant expiry(Delivery delivery) {
    Duration asked = subscriber(delivery).map(Subscriber::timeToLive).orElse(Duration.ZERO);
    return delivery.published().plus(asked);
  }

  private void giveUp(Delivery delivery, String reason, Instant now) {
    Optional<Subscriber> subscriber = subscriber(delivery);
    if (subscriber.flatMap(Subscriber::deadLetterContainer).isPresent()) {
      GivenUp givenUp = new GivenUp(reason, now);
      waiting.add(delivery.givenUp(givenUp, now.plus(schedule.deadLetter())));
    } else {
      String name = subscriber.map(Subscriber::name).orElse(delivery.subscriber());
      dropped(delivery.event(), name, reason + ", and there is no dead-letter destination");
    }
  }

  private void deadLetterAttempted(
      Delivery delivery, GivenUp givenUp, Outcome outcome, Instant now) {
    Instant next = now.plus(schedule.deadLetterRetry());
    Instant last = givenUp.at().plus(schedule.deadLetterPatience());
    String container = "the dead-letter container (" + outcome.inWords() + ")";
    if (outcome.isSuccess()) {
      counters.deadLettered++;
    } else if (outcome.status() == 404) {
      dropped(delivery.event(), delivery.subscriber(), container + " does not exist");
    } else if (next.isAfter(last)) {
      dropped(delivery.event(), delivery.subscriber(), container + " cannot be written to");
    } else {
      waiting.add(delivery.dueAt(next));
    }
  }

  private void dropped(ManagementEvent event, String subscriber, String why) {
    counters.dropped++;
    log.accept(
        "Event Grid drops event %s (%s of %s) for %s: %s"
            .formatted(event.id(), event.type(), event.subject(), subscriber, why));
  }

  EventCounts counts() {
    return counters.with(waiting.size() + underWay);
  }

  private static final class Counters {
    private long raised;
    private long matched;
    private long delivered;
    private long retried;
    private long duplicated;
    private long deadLettered;
    private long dropped;

    EventCounts with(long pending) {
      return new EventCounts(
          raised, matched, delivered, retried, duplicated, deadLettered, dropped, pending);
    }
  }
}
