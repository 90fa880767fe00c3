package dev.moat.localazure.host;

import static dev.moat.localazure.host.SampleApp.binding;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.moat.localazure.servicebus.LocalServiceBus;
import dev.moat.localazure.servicebus.ServiceBusConfig;
import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queue triggers with the unmodified SDK against the local Service Bus. */
class ServiceBusTriggerIT {

  private static final ServiceBusConfig QUEUES =
      new ServiceBusConfig(
          List.of(
              QueueSettings.named("work")
                  .withLockDuration(Duration.ofSeconds(2))
                  .withMaxDeliveryCount(3),
              QueueSettings.named("relay"),
              QueueSettings.named("out")));

  @TempDir private Path temp;
  private LocalServiceBus bus;
  private SampleApp app;

  @BeforeEach
  void start() throws IOException {
    bus = LocalServiceBus.start(QUEUES, 0, Clock.systemUTC());
    app =
        SampleApp.in(temp.resolve("app"))
            .hostJson(
                "{\"version\": \"2.0\", \"extensions\": {\"serviceBus\": {\"maxConcurrentCalls\": 2}}}")
            .queue("Work", "EventFunctions.work", "%WORK_QUEUE%");
  }

  @AfterEach
  void stop() {
    bus.close();
  }

  @Test
  void message_runs_the_function_once_and_is_gone() throws Exception {
    try (RunningHost host = host()) {
      ServiceBusMessage message = new ServiceBusMessage("do it").setMessageId("m-1");
      message.getApplicationProperties().put("attempt", 3);
      send("work", message);

      host.awaitLines(1, "Executed 'Functions.Work' (Succeeded");
      assertThat(host.log())
          .containsPattern("work do it\\|m-1\\|1\\|\"2\\d{3}-.*Z\"\\|\\{attempt=3\\.0}");
    }
    assertThat(bus.counts("work").active()).isZero();
  }

  @Test
  void message_that_always_fails_comes_again_at_once_until_it_is_a_dead_letter() throws Exception {
    try (RunningHost host = host()) {
      send("work", new ServiceBusMessage("fail").setMessageId("m-1"));

      assertThat(deadLetter().getDeadLetterReason()).isEqualTo("MaxDeliveryCountExceeded");
      assertThat(host.log()).contains("|m-1|1|", "|m-1|2|", "|m-1|3|").doesNotContain("|m-1|4|");
    }
  }

  @Test
  void lock_is_kept_while_the_function_runs_longer_than_it_lasts() throws Exception {
    try (RunningHost host = host()) {
      send("work", new ServiceBusMessage("slow 5000").setMessageId("m-1"));

      host.awaitLines(1, "Executed 'Functions.Work' (Succeeded");
    }
    assertThat(bus.counts("work").active()).isZero();
  }

  @Test
  void no_more_calls_run_at_once_than_host_json_says() throws Exception {
    try (RunningHost host = host()) {
      ServiceBusMessage[] six = new ServiceBusMessage[6];
      Arrays.setAll(six, i -> new ServiceBusMessage("slow 200").setMessageId("m-" + i));
      send("work", six);

      host.awaitLines(6, "Executed 'Functions.Work' (Succeeded");
      assertThat(mostAtOnce(host.logLines())).isEqualTo(2);
    }
  }

  @Test
  void outputs_arrive_as_messages() throws Exception {
    Map<String, String> out = Map.of("queueName", "out", "connection", "Bus");
    app.queue(
        "Relay",
        "EventFunctions.relay",
        "relay",
        binding("serviceBus", "out", "one", out),
        binding("serviceBus", "out", "many", out));
    try (RunningHost host = host()) {
      send("relay", new ServiceBusMessage("many").setMessageId("m-1"));

      assertThat(receive("out", SubQueue.NONE, 2)).containsExactlyInAnyOrder("second", "third");
      assertThat(host.log()).contains("Executed 'Functions.Relay' (Succeeded");
    }
  }

  @Test
  void host_has_one_connection_for_all_its_functions_and_their_outputs() throws Exception {
    Map<String, String> out = Map.of("queueName", "out", "connection", "Bus");
    app.queue(
        "Relay",
        "EventFunctions.relay",
        "relay",
        binding("serviceBus", "out", "one", out),
        binding("serviceBus", "out", "many", out));
    try (RunningHost host = host();
        ServiceBusSenderClient sender = client().sender().queueName("relay").buildClient()) {
      sender.sendMessage(new ServiceBusMessage("many").setMessageId("m-1"));
      host.awaitLines(1, "Executed 'Functions.Relay' (Succeeded");

      assertThat(bus.connections()).as("that of the host, and that of the sender").isEqualTo(2);
    }
  }

  @Test
  void running_invocation_is_finished_and_its_message_completed_when_the_host_stops()
      throws Exception {
    try (RunningHost host = host()) {
      send("work", new ServiceBusMessage("slow 1500").setMessageId("m-1"));
      host.awaitLines(1, "work slow 1500");
      host.stop();

      assertThat(host.log())
          .contains("slow work done", "(Succeeded")
          .doesNotContain("Cannot settle");
    }
    assertThat(bus.counts("work").active()).isZero();
  }

  @Test
  void host_receives_again_when_the_broker_comes_back() throws Exception {
    try (RunningHost host = host()) {
      send("work", new ServiceBusMessage("first").setMessageId("m-1"));
      host.awaitLines(1, "Executed 'Functions.Work' (Succeeded");

      int port = bus.port();
      bus.close();
      bus = LocalServiceBus.start(QUEUES, port, Clock.systemUTC());
      send("work", new ServiceBusMessage("second").setMessageId("m-2"));

      host.awaitLines(2, "Executed 'Functions.Work' (Succeeded");
    }
  }

  private RunningHost host() throws IOException {
    return new RunningHost(app, Map.of("WORK_QUEUE", "work", "Bus", bus.connectionString()));
  }

  private void send(String queue, ServiceBusMessage... messages) {
    try (ServiceBusSenderClient sender = client().sender().queueName(queue).buildClient()) {
      sender.sendMessages(List.of(messages));
    }
  }

  private ServiceBusReceivedMessage deadLetter() {
    try (ServiceBusReceiverClient receiver =
        client().receiver().queueName("work").subQueue(SubQueue.DEAD_LETTER_QUEUE).buildClient()) {
      return receiver.receiveMessages(1, Duration.ofSeconds(20)).stream().findFirst().orElseThrow();
    }
  }

  private List<String> receive(String queue, SubQueue subQueue, int count) {
    try (ServiceBusReceiverClient receiver =
        client().receiver().queueName(queue).subQueue(subQueue).buildClient()) {
      List<String> bodies = new ArrayList<>();
      while (bodies.size() < count) {
        List<ServiceBusReceivedMessage> got =
            receiver.receiveMessages(count - bodies.size(), Duration.ofSeconds(20)).stream()
                .toList();
        assertThat(got).as("messages in " + queue).isNotEmpty();
        got.forEach(message -> bodies.add(message.getBody().toString()));
        got.forEach(receiver::complete);
      }
      return bodies;
    }
  }

  private ServiceBusClientBuilder client() {
    return new ServiceBusClientBuilder().connectionString(bus.connectionString());
  }

  private static int mostAtOnce(List<String> log) {
    int now = 0;
    int most = 0;
    for (String line : log) {
      now += line.contains("] Executing 'Functions.Work'") ? 1 : 0;
      now -= line.contains("] Executed 'Functions.Work'") ? 1 : 0;
      most = Math.max(most, now);
    }
    return most;
  }
}
