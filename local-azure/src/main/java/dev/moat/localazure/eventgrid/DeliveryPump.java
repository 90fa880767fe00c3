package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the deliveries that are due, on one thread, up to 16 at once; guards {@link Deliveries}
 * from the threads of others.
 */
final class DeliveryPump implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Clock clock;
  private final Deliveries deliveries;
  private final Webhooks webhooks;
  private final Optional<BlobService> blobs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int underWay;
  private boolean closed;

  DeliveryPump(Clock clock, Deliveries deliveries, Webhooks webhooks, Optional<BlobService> blobs) {
    this.clock = clock;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.blobs = blobs;
  }

  /** Starts the thread, which keeps no process alive. */
  void start() {
    Thread thread = new Thread(this::run, "event-grid");
    thread.setDaemon(true);
    thread.start();
  }

  /** Changes the deliveries; the thread looks at them anew. */
  void change(Consumer<Deliveries> how) {
    ask(
        all -> {
          how.accept(all);
          changed.signalAll();
          return all;
        });
  }

  <T> T ask(Function<Deliveries, T> what) {
    lock.lock();
    try {
      return what.apply(deliveries);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    change(all -> closed = true);
  }

  private void run() {
    try {
      for (List<Delivery> due = awaitDue(); !due.isEmpty(); due = awaitDue()) {
        due.forEach(this::attempt);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for deliveries; none come when this is closed. */
  private List<Delivery> awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        List<Delivery> due = deliveries.due(clock.instant(), AT_ONCE - underWay);
        if (!due.isEmpty()) {
          underWay += due.size();
          return due;
        }
        changed.await(nanosToWait(), TimeUnit.NANOSECONDS);
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private long nanosToWait() {
    Instant now = clock.instant();
    return deliveries
        .nextDue()
        .filter(next -> underWay < AT_ONCE)
        .map(next -> Duration.between(now, next))
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT)
        .toNanos();
  }

  private void attempt(Delivery delivery) {
    ask(all -> all.subscriber(delivery))
        .map(subscriber -> send(delivery, subscriber))
        .orElseGet(() -> now(new Outcome.Unreachable("The event subscription is gone.")))
        .thenAccept(outcome -> attempted(delivery, outcome));
  }

  private CompletableFuture<Outcome> send(Delivery delivery, Subscriber subscriber) {
    return delivery.isDeadLetter()
        ? deadLetter(delivery, subscriber)
        : webhooks.post(delivery, subscriber);
  }

  private CompletableFuture<Outcome> deadLetter(Delivery delivery, Subscriber subscriber) {
    String letters =
        JsonNodeFactory.instance.arrayNode().add(DeadLetter.of(delivery, subscriber)).toString();
    String container = subscriber.deadLetterContainer().orElse("");
    String name = DeadLetter.blobName(delivery, subscriber);
    return blobs
        .map(service -> service.put(container, name, letters))
        .orElseGet(() -> now(new Outcome.Answered(404)));
  }

  private static CompletableFuture<Outcome> now(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  private void attempted(Delivery delivery, Outcome outcome) {
    change(
        all -> {
          underWay--;
          all.attempted(delivery, outcome, clock.instant());
        });
  }
}
