package dev.moat.localazure.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Describes a {@link LocalAzure}; {@link #start} starts it. */
public final class LocalAzureBuilder {

  private final Path folder;
  private Ports ports = Ports.free();
  private String latency = "fast";
  private long seed = 1;
  private Path azurite = installedAzurite();
  private Optional<Path> serviceBusConfig = Optional.empty();
  private Optional<Emulators> emulators = Optional.empty();
  private boolean blobs;
  private Optional<Path> app = Optional.empty();
  private Function<Endpoints, Map<String, String>> appSettings = endpoints -> Map.of();

  LocalAzureBuilder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The ports to listen on; unless said otherwise free ones. */
  public LocalAzureBuilder ports(Ports newPorts) {
    ports = newPorts;
    return this;
  }

  /**
   * How long operations of Resource Manager take: {@code instant}, {@code fast} or {@code real}.
   */
  public LocalAzureBuilder latency(String profile) {
    latency = profile;
    return this;
  }

  /** The seed of everything that Resource Manager does by chance. */
  public LocalAzureBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Starts Service Bus with the queues of a configuration file. */
  public LocalAzureBuilder serviceBus(Path config) {
    serviceBusConfig = Optional.of(config.toAbsolutePath());
    return this;
  }

  /**
   * Uses a Service Bus and Table Storage that run already, in place of {@link #serviceBus} and of
   * its own Table Storage.
   */
  public LocalAzureBuilder emulators(Emulators running) {
    emulators = Optional.of(running);
    return this;
  }

  /**
   * Starts Azurite's blob service, which takes the dead letters of Event Grid; without it they are
   * dropped. It is at {@code https://localhost:PORT/devstoreaccount1}, see {@link Ports#blobs}.
   */
  public LocalAzureBuilder blobs() {
    blobs = true;
    return this;
  }

  /**
   * Starts a Functions host with a packaged app.
   *
   * @param stagingFolder {@code target/azure-functions/<appName>}
   * @param settings the app settings, made from where the other parts can be reached; the variables
   *     of the managed identity, and the app's key, are there already
   */
  public LocalAzureBuilder app(
      Path stagingFolder, Function<Endpoints, Map<String, String>> settings) {
    app = Optional.of(stagingFolder.toAbsolutePath());
    appSettings = settings;
    return this;
  }

  /** The folder with Azurite; unless said otherwise {@code azurite} of the module local-azure. */
  public LocalAzureBuilder azurite(Path installed) {
    azurite = installed.toAbsolutePath();
    return this;
  }

  /**
   * Starts all parts; returns when each of them listens.
   *
   * @throws ProcessStartException if one does not start; then none is left running. Or if the
   *     {@linkplain #emulators} cannot be used
   * @throws IllegalStateException if there is to be a Service Bus of its own beside the emulators
   */
  public LocalAzure start() {
    if (emulators.isPresent() && serviceBusConfig.isPresent()) {
      throw new IllegalStateException("The app can have the emulators' Service Bus or this one's");
    }
    emulators.ifPresent(EmulatorCheck::check);
    try {
      Files.createDirectories(tls());
      Files.createDirectories(folder.resolve("logs"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + folder, e);
    }
    Endpoints own = Endpoints.of(ports, tls().resolve("truststore.p12"));
    Endpoints endpoints = emulators.map(own::with).orElse(own);
    List<LocalProcess> processes = new ArrayList<>();
    processes.add(resourceManager());
    if (emulators.isEmpty()) {
      processes.add(tables());
    }
    if (blobs) {
      processes.add(blobProcess());
    }
    serviceBusConfig.map(this::serviceBusProcess).ifPresent(processes::add);
    app.map(staging -> functions(staging, endpoints)).ifPresent(processes::add);
    return LocalAzure.start(endpoints, processes);
  }

  private LocalProcess resourceManager() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "--port",
            Integer.toString(ports.resourceManager()),
            "--identity-port",
            Integer.toString(ports.identity()),
            "--identity-header",
            Endpoints.IDENTITY_HEADER,
            "--tls-directory",
            tls().toString(),
            "--latency",
            latency,
            "--seed",
            Long.toString(seed),
            "--state",
            folder.resolve("resource-manager.json").toString()));
    if (blobs) {
      arguments.addAll(List.of("--blob-service", Endpoints.storageAccount(ports.blobs())));
    }
    return process(
        LocalAzure.RESOURCE_MANAGER,
        Commands.java("resourcemanager.ResourceManagerMain", List.of(), arguments),
        Map.of(),
        "Managed identity is listening on");
  }

  private LocalProcess tables() {
    return process(
        LocalAzure.TABLES,
        Commands.azurite("table", azurite, ports.tables(), tls(), folder.resolve("tables")),
        Map.of(),
        "Azurite Table service successfully started");
  }

  private LocalProcess blobProcess() {
    return process(
        LocalAzure.BLOBS,
        Commands.azurite("blob", azurite, ports.blobs(), tls(), folder.resolve("blobs")),
        Map.of(),
        "Azurite Blob service successfully listens");
  }

  private LocalProcess serviceBusProcess(Path config) {
    return process(
        LocalAzure.SERVICE_BUS,
        Commands.java(
            "servicebus.ServiceBusMain",
            List.of(),
            List.of("--config", config.toString(), "--port", Integer.toString(ports.serviceBus()))),
        Map.of(),
        "Service Bus is listening on");
  }

  private LocalProcess functions(Path staging, Endpoints endpoints) {
    Map<String, String> environment = new HashMap<>(endpoints.identityVariables());
    environment.putAll(endpoints.keyVariable());
    environment.putAll(appSettings.apply(endpoints));
    List<String> arguments =
        List.of(
            "--app", staging.toString(),
            "--port", Integer.toString(ports.functions()),
            "--state", folder.resolve("timers").toString());
    return process(
        LocalAzure.FUNCTIONS,
        Commands.java("host.FunctionsHostMain", endpoints.trustFlags(), arguments),
        environment,
        "Functions host is listening on");
  }

  private LocalProcess process(
      String name, List<String> command, Map<String, String> environment, String readyLine) {
    return new LocalProcess(
        name, command, environment, readyLine, folder.resolve("logs").resolve(name + ".log"));
  }

  private Path tls() {
    return emulators
        .map(Emulators::certificates)
        .map(Path::toAbsolutePath)
        .orElseGet(() -> folder.resolve("tls"));
  }

  /** Beside the {@code target} folder that this class was loaded from, as classes or as a jar. */
  private static Path installedAzurite() {
    try {
      Path code =
          Path.of(
              LocalAzureBuilder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return code.getParent().resolveSibling("azurite");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot tell where this class was loaded from", e);
    }
  }
}
