package dev.moat.store.table;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.HttpClientOptions;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.TableServiceClientBuilder;
import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.Watch;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.Leases;
import dev.moat.store.Requests;
import dev.moat.store.SetupFilter;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.SetupSummary;
import dev.moat.store.StoreException;
import dev.moat.store.Sweeps;
import dev.moat.store.UnreadableException;
import dev.moat.store.WatchIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * All state, in Azure Table Storage. Every method throws {@link StoreException} when the service
 * cannot be reached or refuses; a call ends within about half a minute, for a function is held
 * meanwhile.
 */
public final class TableStore implements SetupStore, Requests, Leases, WatchIndex, Sweeps {

  private static final String SETUPS = "setups";
  private static final String REQUESTS = "requests";
  private static final String REJECTED_REQUESTS = "rejectedrequests";
  private static final String LEASES = "leases";
  private static final String THROTTLES = "throttles";
  private static final String WATCHES = "watches";
  private static final String SWEEPS = "sweeps";

  /** The names of all tables. */
  public static final List<String> TABLES =
      List.of(SETUPS, REQUESTS, REJECTED_REQUESTS, LEASES, THROTTLES, WATCHES, SWEEPS);

  /**
   * The clients log each failure as an error with its stack trace, and throw it. A condition that
   * does not hold is one to them, and an everyday answer here; all else is told to the caller. Kept
   * here because the logging system forgets a logger that nobody holds.
   */
  private static final List<Logger> CLIENT_LOGS =
      Stream.of(TableClient.class, TableServiceClient.class)
          .map(client -> Logger.getLogger(client.getName()))
          .toList();

  static {
    CLIENT_LOGS.forEach(log -> log.setLevel(Level.OFF));
  }

  private final TableServiceClient service;
  private final SetupStore setups;
  private final Requests requests;
  private final Leases leases;
  private final WatchIndex watches;
  private final Sweeps sweeps;

  TableStore(TableServiceClient service, Clock clock) {
    this.service = service;
    setups = new TableSetups(table(SETUPS), clock);
    requests = new TableRequests(table(REQUESTS), table(REJECTED_REQUESTS));
    leases = new TableLeases(table(LEASES), table(THROTTLES));
    watches = new TableWatchIndex(table(WATCHES));
    sweeps = new TableSweeps(table(SWEEPS));
  }

  /**
   * The store of a storage account. Sends nothing yet.
   *
   * @param tableServiceUrl such as {@code https://<account>.table.core.windows.net}; must be HTTPS,
   *     because a token goes there
   * @param credential of an identity with the role Storage Table Data Contributor
   */
  public static TableStore connect(
      String tableServiceUrl, TokenCredential credential, Clock clock) {
    return new TableStore(
        client().endpoint(tableServiceUrl).credential(credential).buildClient(), clock);
  }

  /** The same over an HTTP client of the caller's, such as one that trusts other authorities. */
  public static TableStore connect(
      String tableServiceUrl, TokenCredential credential, HttpClient client, Clock clock) {
    return new TableStore(
        client().endpoint(tableServiceUrl).credential(credential).httpClient(client).buildClient(),
        clock);
  }

  /** A builder with short timeouts and few retries. */
  static TableServiceClientBuilder client() {
    return new TableServiceClientBuilder()
        .clientOptions(
            new HttpClientOptions()
                .setConnectTimeout(Duration.ofSeconds(5))
                .setResponseTimeout(Duration.ofSeconds(10))
                .setReadTimeout(Duration.ofSeconds(10)))
        .retryOptions(
            new RetryOptions(
                new ExponentialBackoffOptions()
                    .setMaxRetries(2)
                    .setBaseDelay(Duration.ofMillis(200))
                    .setMaxDelay(Duration.ofSeconds(1))));
  }

  /** Creates the tables that are missing. Several processes may do so at once. */
  public void createTables() {
    for (String name : TABLES) {
      try {
        service.createTableIfNotExists(name);
      } catch (RuntimeException e) {
        throw new StoreException(
            "Cannot create table %s at %s: %s. The app's identity needs the role Storage Table Data Contributor there"
                .formatted(name, service.getServiceEndpoint(), e.getMessage()),
            e);
      }
    }
  }

  @Override
  public Optional<SetupState> load(SetupId setup) {
    return setups.load(setup);
  }

  @Override
  public boolean commit(Change change) {
    return setups.commit(change);
  }

  @Override
  public void notice(SetupId setup, ResourceChange change) {
    setups.notice(setup, change);
  }

  @Override
  public boolean wasAccepted(SetupId setup, String requestId) {
    return setups.wasAccepted(setup, requestId);
  }

  @Override
  public void forgetSent(SetupId setup, List<Outgoing> messages) {
    setups.forgetSent(setup, messages);
  }

  @Override
  public Map<SetupId, List<Outgoing>> unsentBefore(
      Instant time, Consumer<UnreadableException> unreadable) {
    return setups.unsentBefore(time, unreadable);
  }

  @Override
  public Page<HistoryEntry> history(SetupId setup, int limit, Optional<String> continuation) {
    return setups.history(setup, limit, continuation);
  }

  @Override
  public Page<SetupSummary> list(SetupFilter filter, int limit, Optional<String> continuation) {
    return setups.list(filter, limit, continuation);
  }

  @Override
  public Page<SetupId> withFailed(StepKind kind, int limit, Optional<String> continuation) {
    return setups.withFailed(kind, limit, continuation);
  }

  @Override
  public List<SetupId> restored() {
    return setups.restored();
  }

  @Override
  public List<SetupId> active() {
    return setups.active();
  }

  @Override
  public List<SetupId> setups() {
    return setups.setups();
  }

  @Override
  public Optional<Seen> putIfAbsent(Seen request) {
    return requests.putIfAbsent(request);
  }

  @Override
  public void reject(Rejected rejected) {
    requests.reject(rejected);
  }

  @Override
  public Page<Rejected> rejected(int limit, Optional<String> continuation) {
    return requests.rejected(limit, continuation);
  }

  @Override
  public Optional<Rejected> findRejected(String messageId) {
    return requests.findRejected(messageId);
  }

  @Override
  public boolean forget(Rejected rejected) {
    return requests.forget(rejected);
  }

  @Override
  public Optional<Instant> acquire(ResourceId resource, String holder, Instant now, Instant until) {
    return leases.acquire(resource, holder, now, until);
  }

  @Override
  public void release(ResourceId resource, String holder) {
    leases.release(resource, holder);
  }

  @Override
  public Optional<Instant> throttledUntil(String subscription, Instant now) {
    return leases.throttledUntil(subscription, now);
  }

  @Override
  public void throttle(String subscription, Instant until) {
    leases.throttle(subscription, until);
  }

  @Override
  public List<Watcher> watching(ResourceId resource, Consumer<UnreadableException> unreadable) {
    return watches.watching(resource, unreadable);
  }

  @Override
  public void watch(SetupId setup, Collection<Watch> before, Collection<Watch> now) {
    watches.watch(setup, before, now);
  }

  @Override
  public void plan(Sweep sweep) {
    sweeps.plan(sweep);
  }

  @Override
  public void forget(SetupId setup) {
    sweeps.forget(setup);
  }

  @Override
  public List<Sweep> due(Instant now, Consumer<UnreadableException> unreadable) {
    return sweeps.due(now, unreadable);
  }

  private Table table(String name) {
    return new Table(service.getTableClient(name));
  }
}
