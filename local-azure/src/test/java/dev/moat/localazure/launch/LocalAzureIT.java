package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.localazure.host.SampleApp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAzureIT {

  private static final String QUEUES =
      "{\"UserConfig\": {\"Namespaces\": [{\"Name\": \"local\", \"Queues\": [{\"Name\": \"work\"}]}]}}";

  @TempDir private Path temp;

  @Test
  void every_part_can_be_killed_and_started_again_while_the_others_go_on() throws Exception {
    List<LocalProcess> parts;
    try (LocalAzure azure = start()) {
      parts = azure.processes();
      assertThat(parts).hasSize(4).allMatch(LocalProcess::isAlive);
      work(azure, "one");

      for (LocalProcess part : parts) {
        part.kill();
        assertThat(parts).filteredOn(LocalProcess::isAlive).hasSize(3);
        part.start();
      }

      assertThat(get(azure, "/admin/host/status")).contains("\"state\":\"Running\"");
      work(azure, "two");
    }
    assertThat(parts).noneMatch(LocalProcess::isAlive);
  }

  @Test
  void none_is_left_running_when_one_does_not_start() throws IOException {
    Ports ports = Ports.free();

    assertThatThrownBy(
            () -> LocalAzure.in(temp).ports(ports).serviceBus(temp.resolve("missing.json")).start())
        .isInstanceOf(ProcessStartException.class)
        .hasMessageContainingAll("service-bus did not start", "missing.json");
    assertThat(Files.readString(temp.resolve("logs/tables.log"))).contains("successfully closed");
  }

  private LocalAzure start() throws IOException {
    SampleApp app =
        SampleApp.in(temp.resolve("app"))
            .queue("Work", "EventFunctions.work", "%WORK_QUEUE%")
            .http("Echo", "HttpFunctions.echo", "ANONYMOUS", "things/{id}", "GET");
    Path config = Files.writeString(temp.resolve("queues.json"), QUEUES);
    return LocalAzure.in(temp)
        .latency("instant")
        .serviceBus(config)
        .app(
            app.folder(),
            endpoints ->
                Map.of("WORK_QUEUE", "work", "Bus", endpoints.serviceBusConnectionString()))
        .start();
  }

  /** Sends a message and waits until the function has run for it. */
  private static void work(LocalAzure azure, String body) throws IOException {
    try (ServiceBusSenderClient sender =
        new ServiceBusClientBuilder()
            .connectionString(azure.endpoints().serviceBusConnectionString())
            .sender()
            .queueName("work")
            .buildClient()) {
      sender.sendMessage(new ServiceBusMessage(body).setMessageId(body));
    }
    LogLines.await(azure.functions(), "work " + body + "|" + body + "|1|");
  }

  private static String get(LocalAzure azure, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(azure.endpoints().functionsUrl() + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
