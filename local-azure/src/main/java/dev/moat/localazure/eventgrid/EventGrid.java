package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.net.http.HttpClient;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Event Grid at work beside a Resource Manager: hears of its changes, raises events, and delivers
 * them on a thread of its own, up to 16 at once. Safe for use by many threads.
 *
 * <p>Hearing of a change only puts events into a queue in memory, so it does not slow Resource
 * Manager down; deliveries that are pending when the process ends are lost.
 */
public final class EventGrid implements AutoCloseable {
  private static final int AT_ONCE = 16;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final ResourceManager resourceManager;
  private final Clock clock;
  private final ManagementEvents events;
  private final Deliveries deliveries;
  private final Webhooks webhooks;
  private final Optional<BlobService> blobs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int underWay;
  private boolean closed;

  private EventGrid(
      ResourceManager resourceManager,
      Clock clock,
      ManagementEvents events,
      Deliveries deliveries,
      HttpClient http,
      Optional<BlobService> blobs) {
    this.resourceManager = resourceManager;
    this.clock = clock;
    this.events = events;
    this.deliveries = deliveries;
    this.webhooks = new Webhooks(http);
    this.blobs = blobs;
  }

  /**
   * Begins to listen and to deliver.
   *
   * @param tenant the directory, named in events
   * @param random draws ids, delays and duplicates
   * @param schedule when deliveries are made
   * @param blobs takes dead letters; without one they are dropped
   * @param log takes a line for each event that is dropped
   */
  public static EventGrid start(
      ResourceManager resourceManager,
      String tenant,
      Clock clock,
      RandomGenerator random,
      DeliverySchedule schedule,
      Optional<BlobService> blobs,
      Consumer<String> log) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    EventGrid started =
        new EventGrid(
            resourceManager,
            clock,
            new ManagementEvents(tenant, random),
            new Deliveries(schedule, random, log),
            http,
            blobs);
    resourceManager.performHandshakes(new Handshakes(http, clock));
    resourceManager.onChange(started::changed);
    started.readSubscribers();
    Thread pump = new Thread(started::pump, "event-grid");
    pump.setDaemon(true);
    pump.start();
    return started;
  }

  private void changed(ResourceChange change) {
    if (touchesSubscribers(change)) {
      readSubscribers();
    }
    raise(change);
  }

  private static boolean touchesSubscribers(ResourceChange change) {
    return change.operationName().startsWith("Microsoft.EventGrid/")
        || change.operationName().startsWith("Microsoft.Resources/");
  }

  private void readSubscribers() {
    List<Subscriber> all =
        resourceManager.eventSubscriptions().stream().map(Subscriber::of).toList();
    locked(() -> deliveries.subscribers(all));
  }

  private void raise(ResourceChange change) {
    locked(
        () -> {
          deliveries.raised(events.of(change), clock.instant());
          changed.signalAll();
        });
  }

  /**
   * Raises an event of a change that never was, for tests.
   *
   * @param subject the resource id
   * @param operationName such as {@code Microsoft.Network/privateEndpoints/write}
   */
  public void raise(String subject, String operationName, Caller caller, String correlationId) {
    boolean write = operationName.endsWith("/write");
    raise(
        new ResourceChange(
            clock.instant(),
            subject,
            operationName,
            write ? "PUT" : operationName.endsWith("/delete") ? "DELETE" : "POST",
            true,
            caller,
            correlationId,
            JsonNodeFactory.instance.objectNode(),
            new ResourceChange.Request("https://management.azure.com" + subject, null, !write)));
  }

  /** What became of events so far. */
  public EventCounts counts() {
    lock.lock();
    try {
      return deliveries.counts();
    } finally {
      lock.unlock();
    }
  }

  /** Holds all deliveries back, or lets them go. */
  public void hold(boolean yes) {
    interfere(interference -> interference.hold(yes));
  }

  /** Loses so many of the next events. */
  public void drop(int nextEvents) {
    interfere(interference -> interference.drop(nextEvents));
  }

  /** Delivers each event from now on so many times; 1 ends the storm. */
  public void storm(int copies) {
    interfere(interference -> interference.storm(copies));
  }

  /** Delivers events from now on so much later than they are due. */
  public void delay(Duration later) {
    interfere(interference -> interference.delay(later));
  }

  private void interfere(Consumer<Interference> how) {
    locked(
        () -> {
          how.accept(deliveries.interference());
          changed.signalAll();
        });
  }

  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          changed.signalAll();
        });
  }

  private void pump() {
    try {
      while (true) {
        List<Delivery> due = awaitDue();
        if (due.isEmpty()) {
          return;
        }
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
    if (underWay >= AT_ONCE) {
      return LONGEST_WAIT.toNanos();
    }
    Instant now = clock.instant();
    return deliveries
        .nextDue()
        .map(next -> Duration.between(now, next))
        .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
        .orElse(LONGEST_WAIT)
        .toNanos();
  }

  private void attempt(Delivery delivery) {
    Subscriber subscriber = subscriber(delivery);
    CompletableFuture<Outcome> outcome =
        subscriber == null
            ? CompletableFuture.completedFuture(new Outcome.Unreachable("subscription is gone"))
            : delivery.isDeadLetter()
                ? deadLetter(delivery, subscriber)
                : webhooks.post(delivery, subscriber);
    outcome.thenAccept(ended -> attempted(delivery, ended));
  }

  private @Nullable Subscriber subscriber(Delivery delivery) {
    lock.lock();
    try {
      return deliveries.subscriber(delivery).orElse(null);
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<Outcome> deadLetter(Delivery delivery, Subscriber subscriber) {
    String letters =
        JsonNodeFactory.instance.arrayNode().add(DeadLetter.of(delivery, subscriber)).toString();
    return blobs
        .map(
            service ->
                service.put(
                    subscriber.deadLetterContainer().orElse(""),
                    DeadLetter.blobName(delivery, subscriber),
                    letters))
        .orElseGet(() -> CompletableFuture.completedFuture(new Outcome.Answered(404)));
  }

  private void attempted(Delivery delivery, Outcome outcome) {
    locked(
        () -> {
          underWay--;
          deliveries.attempted(delivery, outcome, clock.instant());
          changed.signalAll();
        });
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
