package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Event Grid at work beside a Resource Manager: hears of its changes, raises events, and delivers
 * them on a thread of its own, up to 16 at once. Safe for use by many threads.
 *
 * <p>Hearing of a change only puts events into a queue in memory, so it does not slow Resource
 * Manager down; deliveries that are pending when the process ends are lost.
 */
public final class EventGrid implements AutoCloseable {
  private final ResourceManager resourceManager;
  private final Clock clock;
  private final ManagementEvents events;
  private final DeliveryPump pump;

  private EventGrid(
      ResourceManager resourceManager, Clock clock, ManagementEvents events, DeliveryPump pump) {
    this.resourceManager = resourceManager;
    this.clock = clock;
    this.events = events;
    this.pump = pump;
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
    DeliveryPump pump =
        new DeliveryPump(clock, new Deliveries(schedule, random, log), new Webhooks(http), blobs);
    EventGrid started =
        new EventGrid(resourceManager, clock, new ManagementEvents(tenant, random), pump);
    resourceManager.performHandshakes(new Handshakes(http, clock));
    resourceManager.onChange(started::changed);
    started.readSubscribers();
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

  /** Reads them while nobody else sets them, so that an older list never replaces a newer one. */
  private void readSubscribers() {
    pump.change(deliveries -> deliveries.subscribers(subscribers()));
  }

  private List<Subscriber> subscribers() {
    return resourceManager.eventSubscriptions().stream().map(Subscriber::of).toList();
  }

  private void raise(ResourceChange change) {
    pump.change(deliveries -> deliveries.raised(events.of(change), clock.instant()));
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
            new ResourceChange.Request(
                "https://management.azure.com" + subject, null, !write, null)));
  }

  /** What became of events so far. */
  public EventCounts counts() {
    return pump.ask(Deliveries::counts);
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
    pump.change(deliveries -> how.accept(deliveries.interference()));
  }

  /** Makes no delivery any more. */
  @Override
  public void close() {
    pump.close();
  }
}
