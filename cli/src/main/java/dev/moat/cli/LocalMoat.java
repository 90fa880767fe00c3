package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.launch.Emulators;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.localazure.launch.LocalAzure;
import dev.moat.localazure.launch.LocalAzureBuilder;
import dev.moat.model.ResourceId;
import dev.moat.store.table.TableStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Moat on one machine: the packaged app in the Functions host, over a local Azure, each part in a
 * process of its own.
 */
public final class LocalMoat implements AutoCloseable {

  private final LocalAzure azure;
  private final LocalArm arm;
  private final TableStore state;
  private final Map<String, String> settings;
  private final AppAccess access;

  private LocalMoat(LocalAzure azure, Path home, Map<String, String> settings) {
    this.azure = azure;
    this.settings = Map.copyOf(settings);
    LocalTrust trust = LocalTrust.of(azure.endpoints().trustStore());
    this.arm = new LocalArm(azure.endpoints().resourceManagerUrl(), trust);
    this.state = LocalState.connect(azure.endpoints(), trust);
    this.access = new AppAccess(arm, home, ManagedIdentity.SYSTEM_ASSIGNED_OBJECT_ID, settings);
    state.createTables();
  }

  /**
   * Starts everything and returns when it listens.
   *
   * @param home the folder of the project, with the packaged app
   * @param folder for logs, certificates and state
   * @param latency how long operations of Azure take: {@code instant}, {@code fast}, {@code real}
   * @param overrides app settings other than those of the sample file
   */
  public static LocalMoat start(
      Path home, Path folder, String latency, Map<String, String> overrides) {
    Path queues = home.resolve("infra/service-bus-emulator.json");
    return start(home, folder, latency, overrides, queues);
  }

  /**
   * Starts everything with other queues than those of the project.
   *
   * @param queues a configuration file of the Service Bus emulator
   */
  public static LocalMoat start(
      Path home, Path folder, String latency, Map<String, String> overrides, Path queues) {
    return start(home, latency, overrides, LocalAzure.in(folder).serviceBus(queues));
  }

  /**
   * Starts everything but Service Bus and Table Storage.
   *
   * @param emulators those to use, with the queues of the project
   */
  public static LocalMoat start(
      Path home, Path folder, String latency, Map<String, String> overrides, Emulators emulators) {
    return start(home, latency, overrides, LocalAzure.in(folder).emulators(emulators));
  }

  private static LocalMoat start(
      Path home, String latency, Map<String, String> overrides, LocalAzureBuilder parts) {
    LocalAzure azure =
        parts
            .latency(latency)
            .azurite(home.resolve("local-azure/azurite"))
            .app(
                home.resolve("functions/target/azure-functions/moat"),
                endpoints -> settings(home, endpoints, latency, overrides))
            .start();
    Map<String, String> settings = settings(home, azure.endpoints(), latency, overrides);
    LocalMoat moat = new LocalMoat(azure, home, settings);
    moat.prepare(home, settings.get("ALLOWED_SCOPES"));
    return moat;
  }

  /** What a platform team does once: gives the app its roles, and has it told of changes. */
  private void prepare(Path home, String scopes) {
    try {
      access.establish();
      listen(home, scopes);
    } catch (RuntimeException e) {
      azure.close();
      throw e;
    }
  }

  /** Has the changes in the subscriptions delivered that requests may be about. */
  private void listen(Path home, String scopes) {
    EventDelivery delivery = new EventDelivery(arm, home);
    Arrays.stream(scopes.split(","))
        .map(String::strip)
        .map(scope -> "/subscriptions/" + new ResourceId(scope).subscription())
        .distinct()
        .forEach(scope -> delivery.begin(scope, azure.endpoints().functionsUrl()));
  }

  public LocalAzure azure() {
    return azure;
  }

  /** The app settings that the app runs with. */
  public Map<String, String> settings() {
    return settings;
  }

  /** Resource Manager, as the owner of the subscription sees it. */
  public LocalArm arm() {
    return arm;
  }

  /** What the app may do in Azure. */
  public AppAccess access() {
    return access;
  }

  /** The HTTP API of the app. */
  public LocalApi api() {
    return LocalApi.of(azure.endpoints());
  }

  /** The state of the setups, read straight from Table Storage. */
  public TableStore state() {
    return state;
  }

  /**
   * Posts a request as other systems do.
   *
   * @param messageId of the Service Bus message
   */
  public void post(String request, String messageId) {
    MessageQueue.ofRequests(azure.endpoints()).post(request, messageId);
  }

  @Override
  public void close() {
    azure.close();
  }

  private static Map<String, String> settings(
      Path home, Endpoints endpoints, String latency, Map<String, String> overrides) {
    Map<String, String> settings = sample(home.resolve("local.settings.sample.json"));
    settings.put("ServiceBus", endpoints.serviceBusConnectionString());
    settings.put("StateStorage__tableServiceUri", endpoints.tableServiceUrl());
    settings.put("RESOURCE_MANAGER_ENDPOINT", endpoints.resourceManagerUrl());
    settings.put("EXPECTED_DURATION_SCALE", scale(latency));
    settings.putAll(overrides);
    return settings;
  }

  /** How much faster the profiles are than Azure. */
  private static String scale(String latency) {
    return switch (latency) {
      case "instant" -> "0";
      case "fast" -> "0.05";
      default -> "1";
    };
  }

  private static Map<String, String> sample(Path file) {
    try {
      Map<String, String> values = new HashMap<>();
      JsonNode sample = new ObjectMapper().readTree(file.toFile());
      sample
          .path("Values")
          .properties()
          .forEach(value -> values.put(value.getKey(), value.getValue().textValue()));
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the sample settings in " + file, e);
    }
  }
}
