package dev.moat.store.table;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AzureNamedKeyCredential;
import com.azure.data.tables.TableServiceClient;
import dev.moat.contract.Samples;
import dev.moat.contract.TestClock;
import dev.moat.store.Change;
import dev.moat.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a store says when the service is not as it should be. */
@ExtendWith(AzuriteExtension.class)
final class TableFailuresIT {

  private final AzuriteTables azurite;

  TableFailuresIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Test
  void a_missing_table_is_an_error_and_not_an_absent_setup() {
    TableStore store = azurite.emptyStore(Clock.systemUTC());
    azurite.service().deleteTable("setups");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.load(Samples.setupId("a")))
        .withMessageContaining("setups");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.commit(Change.of(Samples.setupId("a")).insert(Samples.setup("a"))))
        .withMessageContaining(Samples.setupId("a").value());
    azurite.service().deleteTable("leases");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.acquire(Samples.network("n"), "me", NOON, NOON.plusSeconds(1)));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.release(Samples.network("n"), "me"));
  }

  @Test
  void missing_watches_or_sweeps_are_an_error_and_not_nothing_to_do() {
    TableStore store = azurite.emptyStore(Clock.systemUTC());
    azurite.service().deleteTable("watches");
    azurite.service().deleteTable("sweeps");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.watching(Samples.zone()))
        .withMessageContaining("watches");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> store.due(NOON))
        .withMessageContaining("sweeps");
  }

  @Test
  void tables_are_created_by_several_processes_at_once() throws Exception {
    azurite.emptyStore(Clock.systemUTC());
    azurite.service().deleteTable("setups");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Callable<Void> creation =
        () -> {
          azurite.store(Clock.systemUTC()).createTables();
          return null;
        };

    for (var created : threads.invokeAll(List.of(creation, creation, creation, creation))) {
      created.get();
    }
    threads.shutdown();

    assertThat(azurite.service().listTables().stream().map(table -> table.getName()))
        .containsExactlyInAnyOrder(
            "setups", "requests", "rejectedrequests", "leases", "throttles", "watches", "sweeps");
  }

  @Test
  @Timeout(20)
  void a_service_that_cannot_be_reached_is_not_waited_for() {
    TableServiceClient nowhere =
        TableStore.client()
            .endpoint("http://127.0.0.1:1/account")
            .credential(new AzureNamedKeyCredential("account", "a2V5"))
            .buildClient();
    TableStore store = new TableStore(nowhere, new TestClock(NOON));

    Stream.<Runnable>of(
            () -> store.load(Samples.setupId("a")),
            () -> store.setups(),
            () -> store.commit(Change.of(Samples.setupId("a")).insert(Samples.setup("a"))),
            () -> store.throttle("s", NOON),
            store::createTables)
        .forEach(
            call ->
                assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(call::run)
                    .withMessageContaining("127.0.0.1:1")
                    .withMessageContaining("ConnectException"));
  }
}
