package dev.moat.localazure.host;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.eventgrid.EventGridListener;
import dev.moat.localazure.host.eventgrid.EventGridWebhook;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.TriggerListener;
import dev.moat.localazure.host.http.AccessKeys;
import dev.moat.localazure.host.http.AdminApi;
import dev.moat.localazure.host.http.HostHttpServer;
import dev.moat.localazure.host.http.HttpFunctions;
import dev.moat.localazure.host.log.HostLog;
import dev.moat.localazure.host.servicebus.ServiceBusExtension;
import dev.moat.localazure.host.timer.Alarm;
import dev.moat.localazure.host.timer.TimerExtension;
import dev.moat.localazure.host.worker.JavaWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running Functions host for one packaged app: an object graph that is wired here and nowhere
 * else.
 *
 * <p>What it does not do that Azure does: scale, retry policies of function.json, batches,
 * sessions, topics, proxies, the keys API.
 */
public final class FunctionsHost implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final FunctionApp app;
  private final HostLog log;
  private final JavaWorker worker;
  private final FunctionExecutor executor;
  private final ServiceBusExtension serviceBus;
  private final TimerExtension timers;
  private final HttpFunctions http;
  private final List<TriggerListener> listeners = new ArrayList<>();
  private final HostHttpServer server;
  private volatile String state = "Initialized";

  /**
   * Loads the app and binds the port; nothing is triggered before {@link #start}.
   *
   * @param port 0 for any free one
   * @param timerState where timers remember their schedules, or empty
   * @throws InvalidFunctionAppException if the app or its settings are not right
   * @throws IOException if the port is taken
   */
  public FunctionsHost(
      FunctionApp app,
      AppSettings settings,
      int port,
      Optional<Path> timerState,
      HostLog log,
      Clock clock)
      throws IOException {
    this.app = app;
    this.log = log;
    this.worker = JavaWorker.load(app, log);
    this.serviceBus = new ServiceBusExtension(app, settings, log);
    this.timers = new TimerExtension(app, settings, timerState, Alarm.of(clock), clock);
    this.executor =
        new FunctionExecutor(
            worker,
            Map.of("serviceBus", serviceBus.output()),
            app.host().functionTimeout(),
            app.host().logLevels(),
            log,
            clock);
    AccessKeys keys = AccessKeys.from(settings);
    this.http = new HttpFunctions(app, keys, executor);
    List<EventGridListener> eventGrid = eventGridListeners();
    listeners.addAll(serviceBus.listeners(executor));
    listeners.addAll(timers.listeners(executor));
    listeners.addAll(eventGrid);
    AdminApi admin = new AdminApi(app, http, listeners, keys, executor, () -> state);
    EventGridWebhook webhook = new EventGridWebhook(eventGrid, keys, executor);
    this.server = new HostHttpServer(port, List.of(admin, webhook, http), log);
  }

  /** Starts every listener, then HTTP. */
  public void start() {
    listeners.forEach(TriggerListener::start);
    server.start();
    state = "Running";
  }

  public String url() {
    return "http://localhost:" + server.port();
  }

  /** One line per function: its name, and its methods and URL or its trigger. */
  public List<String> functionList() {
    Map<String, String> urls = http.descriptions(url());
    return app.functions().stream()
        .map(f -> f.name() + ": " + urls.getOrDefault(f.name(), f.trigger().type()))
        .toList();
  }

  /** Lets nothing new begin, waits up to 30 seconds for what runs, then closes all connections. */
  @Override
  public void close() throws IOException {
    state = "Stopping";
    listeners.forEach(TriggerListener::stop);
    try {
      if (!executor.drain(DRAIN)) {
        log.line(
            "Some invocations still ran after " + DRAIN.toSeconds() + " s and were interrupted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(1);
    listeners.forEach(TriggerListener::close);
    timers.close();
    serviceBus.close();
    worker.close();
  }

  private List<EventGridListener> eventGridListeners() {
    return app.functions().stream()
        .filter(function -> function.trigger().isOf("eventGridTrigger"))
        .map(EventGridListener::new)
        .toList();
  }
}
