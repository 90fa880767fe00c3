package dev.moat.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.cli.LocalMoat;
import dev.moat.localazure.launch.Emulators;
import dev.moat.localazure.launch.LocalAzure;
import dev.moat.localazure.launch.LocalProcess;
import dev.moat.localazure.launch.Ports;
import dev.moat.localazure.launch.ProcessStartException;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.table.TableStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moat on a Service Bus and Table Storage that it did not start: those of another local Azure. */
class EmulatorsIT {

  private static final String REJECTED = "rejected-requests";
  private static final String EVENTS = "setup-events";
  private static final Ports PORTS = Ports.free();

  @TempDir private static Path temp;
  private static LocalAzure outside;
  private static Emulators emulators;

  @BeforeAll
  static void start() {
    Path home = SampleRequest.home();
    outside =
        LocalAzure.in(temp.resolve("outside"))
            .ports(PORTS)
            .azurite(home.resolve("local-azure/azurite"))
            .serviceBus(home.resolve("infra/service-bus-emulator.json"))
            .start();
    emulators = emulators(outside.endpoints().trustStore().getParent());
  }

  @AfterAll
  static void stop() {
    outside.close();
  }

  @Test
  void message_and_row_are_in_the_emulators_until_those_are_emptied() {
    TableStore state;
    try (LocalMoat moat = moat(emulators)) {
      state = moat.state();
      assertThat(moat.azure().processes())
          .extracting(LocalProcess::name)
          .containsExactly("resource-manager", "functions");
      assertThatThrownBy(() -> moat.azure().serviceBus()).hasMessageContaining("of its own");

      moat.post("make it private, please", "not a request");
      Rejected row =
          Await.until(
              "a rejected request",
              Duration.ofSeconds(30),
              () -> state.rejected(10).stream().findFirst(),
              () -> "none is in the table");
      assertThat(row.reason()).isEqualTo("NotJson");
      assertThat(queue(REJECTED).peek()).hasSize(1);
    }
    schedule(EVENTS);

    EmptyTables.of(emulators, TableStore.TABLES);
    EmptyQueues.of(emulators.serviceBusConnectionString(), List.of(REJECTED, EVENTS));

    assertThat(queue(REJECTED).peek()).isEmpty();
    assertThat(queue(EVENTS).peek()).isEmpty();
    state.createTables();
    assertThat(state.rejected(10)).isEmpty();
  }

  @Test
  void emulators_that_are_not_there_are_named() {
    Ports none = Ports.free();
    Emulators missing =
        new Emulators(
            URI.create("sb://localhost:" + none.serviceBus()),
            emulators.tableService(),
            emulators.certificates());

    assertThatThrownBy(() -> moat(missing))
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContainingAll("Cannot reach Service Bus", ":" + none.serviceBus(), "Start");
  }

  @Test
  void tables_with_a_certificate_of_another_authority_are_refused() {
    assertThatThrownBy(() -> moat(emulators(temp.resolve("other"))))
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContainingAll("Table Storage", "does not present the certificate in", "other");
  }

  private static Emulators emulators(Path certificates) {
    return new Emulators(
        URI.create("sb://localhost:" + PORTS.serviceBus()),
        URI.create(outside.endpoints().tableServiceUrl()),
        certificates);
  }

  private static LocalMoat moat(Emulators those) {
    return LocalMoat.start(
        SampleRequest.home(),
        temp.resolve("moat"),
        "instant",
        Map.of("ALLOWED_SCOPES", SampleRequest.SUBSCRIPTION),
        those);
  }

  private static Queue queue(String name) {
    return new Queue(emulators.serviceBusConnectionString(), name);
  }

  private static void schedule(String queue) {
    try (ServiceBusSenderClient sender =
        new ServiceBusClientBuilder()
            .connectionString(emulators.serviceBusConnectionString())
            .sender()
            .queueName(queue)
            .buildClient()) {
      sender.scheduleMessage(new ServiceBusMessage("later"), OffsetDateTime.now().plusHours(1));
    }
  }
}
