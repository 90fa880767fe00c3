package dev.moat.localazure.resourcemanager;

import dev.moat.localazure.eventgrid.BlobService;
import dev.moat.localazure.eventgrid.DeliverySchedule;
import dev.moat.localazure.eventgrid.EventGrid;
import dev.moat.localazure.identity.ManagedIdentity;
import dev.moat.localazure.identity.ManagedIdentityServer;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.resourcemanager.https.Controls;
import dev.moat.localazure.resourcemanager.https.ResourceManagerServer;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the Resource Manager over HTTPS and the managed-identity endpoint, in one process. */
@Command(
    name = "resource-manager",
    mixinStandardHelpOptions = true,
    description = "Azure Resource Manager and managed identity on this machine.")
public final class ResourceManagerMain implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "0", description = "Port of Resource Manager; 0 = free.")
  private int port;

  @Option(
      names = "--identity-port",
      defaultValue = "0",
      description = "Port of identity; 0 = free.")
  private int identityPort;

  @Option(
      names = "--identity-header",
      defaultValue = "local-azure",
      description = "What callers send in X-IDENTITY-HEADER (default: ${DEFAULT-VALUE}).")
  private String identityHeader = "";

  @Option(
      names = "--identity-object-id",
      defaultValue = ManagedIdentity.SYSTEM_ASSIGNED_OBJECT_ID,
      description = "Object id of the system-assigned identity.")
  private String identityObjectId = "";

  @Option(
      names = "--identity-client-id",
      defaultValue = "0c000000-0000-4000-8000-000000000001",
      description = "Client id of the system-assigned identity.")
  private String identityClientId = "";

  @Option(
      names = "--tls-directory",
      required = true,
      description = "Where certificates are written, or found from an earlier start.")
  private Path tlsDirectory = Path.of(".");

  @Option(
      names = "--latency",
      defaultValue = "fast",
      description = "instant, fast or real (default: ${DEFAULT-VALUE}).")
  private String latency = "";

  @Option(names = "--seed", defaultValue = "1", description = "Seed of ids and durations.")
  private long seed;

  @Option(names = "--subscription", description = "A subscription that exists; default: any does.")
  private List<String> subscriptions = List.of();

  @Option(names = "--tenant", description = "The directory, a GUID.")
  private @Nullable String tenantId;

  @Option(names = "--state", description = "A file that keeps all resources over restarts.")
  private @Nullable Path state;

  @Option(
      names = "--blob-service",
      description =
          "URL of the storage account that takes dead letters; default: they are dropped.")
  private @Nullable String blobService;

  public static void main(String[] arguments) {
    int exitCode = new CommandLine(new ResourceManagerMain()).execute(arguments);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  @Override
  public Integer call() throws IOException {
    Clock clock = Clock.systemUTC();
    Tenant tenant = new Tenant(tenantId == null ? Tenant.any().id() : tenantId, subscriptions);
    StateFile file = state == null ? null : new StateFile(state);
    boolean restarted = file != null && file.exists();
    // Ids drawn before the restart must not be drawn again.
    long source = restarted ? seed ^ clock.millis() : seed;
    ResourceManager resourceManager = resourceManager(clock, source, tenant, file);
    LocalCertificates certificates = LocalCertificates.openOrCreate(tlsDirectory, clock);
    TokenIssuer tokens = new TokenIssuer(tenant.id(), clock);
    EventGrid eventGrid = eventGrid(resourceManager, tenant, clock, source, certificates, tokens);
    Ticker.start(resourceManager, clock, () -> save(file, resourceManager));
    ResourceManagerServer server =
        ResourceManagerServer.start(
            port,
            certificates.serverContext(),
            resourceManager,
            tenant.id(),
            clock,
            () -> save(file, resourceManager),
            new Controls(resourceManager, tokens, Optional.of(eventGrid)));
    ManagedIdentityServer identity =
        ManagedIdentityServer.start(
            identityPort,
            tokens,
            identityHeader,
            new ManagedIdentity(identityObjectId, identityClientId),
            resourceManager::userAssignedIdentity);
    System.out.println("Resource Manager is listening on " + server.endpoint());
    System.out.println("Managed identity is listening on " + identity.endpoint());
    return 0;
  }

  private ResourceManager resourceManager(
      Clock clock, long source, Tenant tenant, @Nullable StateFile file) throws IOException {
    ResourceManager resourceManager =
        new ResourceManager(
            clock, new SplittableRandom(source), profile(), Throttling.documented(), tenant);
    if (file != null) {
      file.load(resourceManager);
    }
    return resourceManager;
  }

  private Latency.Profile profile() {
    return Latency.Profile.valueOf(latency.toUpperCase(Locale.ROOT));
  }

  private EventGrid eventGrid(
      ResourceManager resourceManager,
      Tenant tenant,
      Clock clock,
      long source,
      LocalCertificates certificates,
      TokenIssuer tokens) {
    return EventGrid.start(
        resourceManager,
        tenant.id(),
        clock,
        new SplittableRandom(source),
        DeliverySchedule.of(profile()),
        Optional.ofNullable(blobService).map(url -> blobs(url, certificates, tokens)),
        System.out::println);
  }

  private static BlobService blobs(String url, LocalCertificates certificates, TokenIssuer tokens) {
    HttpClient http = HttpClient.newBuilder().sslContext(certificates.clientContext()).build();
    return new BlobService(http, url, tokens);
  }

  private static void save(@Nullable StateFile file, ResourceManager resourceManager) {
    if (file != null) {
      file.save(resourceManager);
    }
  }
}
