package dev.moat.endtoend;

import dev.moat.cli.LocalApi;
import dev.moat.cli.LocalArm;
import dev.moat.cli.LocalMoat;
import dev.moat.localazure.launch.Emulators;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.localazure.servicebus.ServiceBusConfig;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import dev.moat.store.table.TableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Moat on this machine, started once for a test class. Logs and state stay in {@code target/moat}
 * until the class runs again.
 */
final class MoatExtension implements BeforeAllCallback, AfterAllCallback {

  /**
   * The tag of classes that cannot run on outside emulators. With {@code -Dmoat.emulators} the
   * build leaves them out, and {@code infra/emulators/README.md} says why.
   */
  static final String NEEDS_LOCAL_SERVICE_BUS = "needs-local-service-bus";

  private static final String LOCK = "PT30S";

  /** Each setup is swept at times of day of its own: no test may happen to run at one. */
  private static final String NEVER = "P3650D";

  private final String latency;
  private final Map<String, String> settings = new HashMap<>();
  private String lock = LOCK;
  private UsedActions usedActions = new UsedActions("none");
  private @Nullable LocalMoat moat;

  private MoatExtension(String latency) {
    this.latency = latency;
    settings.put("ALLOWED_SCOPES", SampleRequest.SUBSCRIPTION);
    settings.put("SWEEP_INTERVAL", NEVER);
  }

  /** Azure takes no time. */
  static MoatExtension instant() {
    return new MoatExtension("instant");
  }

  /** Azure twenty times faster than it is. */
  static MoatExtension fast() {
    return new MoatExtension("fast");
  }

  /** With an app setting other than the sample's. */
  MoatExtension with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** What happens within half a second is looked into once. */
  MoatExtension withShortBursts() {
    return with("DRIFT_DEBOUNCE", "PT0.5S");
  }

  /**
   * With queues that deliver a message again five seconds after its worker was killed. Only the
   * local Service Bus can have them, see {@link #NEEDS_LOCAL_SERVICE_BUS}.
   */
  MoatExtension withShortLocks() {
    lock = "PT5S";
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start(context.getRequiredTestClass().getSimpleName());
  }

  /**
   * Starts it, from nothing.
   *
   * @param name of the folder for logs and state
   */
  MoatExtension start(String name) {
    Path folder = Path.of(System.getProperty("moat.folder"), name);
    delete(folder);
    usedActions = new UsedActions(name);
    usedActions.forget();
    moat =
        EmulatorSetting.read()
            .map(emulators -> startOn(emulators, folder))
            .orElseGet(
                () ->
                    LocalMoat.start(
                        SampleRequest.home(), folder, latency, settings, queues(folder)));
    return this;
  }

  /** Starts it on emulators, from nothing too: what is left in them of others is taken out. */
  private LocalMoat startOn(Emulators emulators, Path folder) {
    if (!lock.equals(LOCK)) {
      throw new IllegalStateException(
          "Locks of %s need the local Service Bus: run this class without -Dmoat.emulators"
              .formatted(lock));
    }
    List<String> queues =
        ServiceBusConfig.read(projectsQueues()).queues().stream().map(QueueSettings::name).toList();
    EmptyTables.of(emulators, TableStore.TABLES);
    EmptyQueues.of(emulators.serviceBusConnectionString(), queues);
    return LocalMoat.start(SampleRequest.home(), folder, latency, settings, emulators);
  }

  /** The project's queues; the length of their locks is all that a test may choose. */
  private Path queues(Path folder) {
    Path file = projectsQueues();
    try {
      String text = Files.readString(file);
      Path copy = Files.createDirectories(folder).resolve("queues.json");
      return Files.writeString(
          copy,
          text.replaceAll("\"LockDuration\": \"\\w+\"", "\"LockDuration\": \"" + lock + "\""));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + file, e);
    }
  }

  private static Path projectsQueues() {
    return SampleRequest.home().resolve("infra/service-bus-emulator.json");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    stop();
  }

  void stop() {
    if (moat != null) {
      usedActions.keep(moat.arm().calls());
      moat.close();
    }
  }

  LocalMoat moat() {
    if (moat == null) {
      throw new IllegalStateException("Moat was not started");
    }
    return moat;
  }

  /** A queue as an operator sees it. */
  Queue queue(String name) {
    return new Queue(moat().azure().endpoints().serviceBusConnectionString(), name);
  }

  /** Waits until the app is done with everything that was posted. */
  void awaitAllTaken() {
    Queue posted = queue("setup-requests");
    Await.until(
        "an empty queue of requests",
        Duration.ofSeconds(30),
        () -> posted.peek().isEmpty() ? Optional.of(true) : Optional.empty(),
        () -> posted.peek().size() + " messages are left");
  }

  /** How often the Functions host began to run a function. */
  long invocations(String function) {
    Path log = moat().azure().functions().log();
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("Executing 'Functions." + function + "'")).count();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + log, e);
    }
  }

  /** Runs a function by hand, as the host's admin API does. */
  void runFunction(String name) {
    LocalApi host = new LocalApi(moat().azure().endpoints().functionsUrl(), "");
    HttpResponse<String> answer =
        new HttpApi(host).post("/admin/functions/" + name, "{\"input\": \"\"}");
    if (answer.statusCode() != 202) {
      throw new IllegalStateException("Cannot run %s: %s".formatted(name, answer));
    }
  }

  /** The tables, for what somebody does to them behind Moat's back. */
  TableService tables() {
    Endpoints endpoints = moat().azure().endpoints();
    return new TableService(endpoints.tableServiceUrl(), endpoints.trustStore().getParent());
  }

  LocalArm arm() {
    return moat().arm();
  }

  /** What Moat asked of Azure so far. */
  Calls calls() {
    return new Calls(arm().calls());
  }

  /** Posts all at once, and waits until nothing more happens by itself. */
  void postAll(SampleRequest... requests) {
    List<Setup> setups = Stream.of(requests).map(this::post).toList();
    setups.forEach(setup -> setup.awaitSuccess(1));
    awaitQuiet(setups.toArray(Setup[]::new));
  }

  /** Waits until every event was delivered and looked into, and what followed from it is over. */
  void awaitQuiet(Setup... setups) {
    awaitQuiet(Duration.ofSeconds(60), setups);
  }

  void awaitQuiet(Duration atMost, Setup... setups) {
    Queue changes = queue("resource-changes");
    Queue checks = queue("drift-checks");
    Await.until(
        "quiet",
        atMost,
        () -> {
          boolean quiet =
              Stream.of(setups).allMatch(Setup::isQuiet)
                  && arm().eventCounts().path("pending").asInt() == 0
                  && changes.peek().isEmpty()
                  && checks.peek().isEmpty()
                  && Stream.of(setups).allMatch(Setup::isQuiet);
          return quiet ? Optional.of(true) : Optional.empty();
        },
        () ->
            arm().eventCounts()
                + Stream.of(setups).map(Setup::description).collect(Collectors.joining("\n")));
  }

  /** Posts a request, whose resource group is made first. */
  Setup post(SampleRequest request) {
    arm().createResourceGroup(request.group(), "westcentralus");
    post(request.text(), "post-" + request.requestId());
    return setup(request);
  }

  /**
   * Posts whatever it is.
   *
   * @param messageId of the Service Bus message, but for what {@link Run#messageId} adds
   */
  void post(String text, String messageId) {
    moat().post(text, Run.messageId(messageId));
  }

  Setup setup(SampleRequest request) {
    return new Setup(moat(), request.setup());
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
