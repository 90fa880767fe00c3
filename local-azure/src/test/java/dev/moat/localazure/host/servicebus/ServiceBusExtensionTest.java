package dev.moat.localazure.host.servicebus;

import static dev.moat.localazure.host.SampleApp.binding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.localazure.host.SampleApp;
import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.ClientRetryOptions;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.app.ServiceBusOptions;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.TriggerListener;
import dev.moat.localazure.host.log.HostLog;
import dev.moat.localazure.host.worker.JavaWorker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceBusExtensionTest {

  private static final Map<String, String> SETTINGS =
      Map.of("WORK_QUEUE", "work-items", "Bus", "Endpoint=sb://localhost");

  @TempDir private Path temp;
  private SampleApp app;
  private final FakeQueue queue = new FakeQueue();
  private final List<String> sent = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void packageApp() {
    app = SampleApp.in(temp.resolve("app"));
  }

  @Test
  void message_is_completed_when_the_function_returned() {
    start(work());
    queue.deliver(FakeQueue.message("do it"));

    assertThat(queue.settled).containsExactly("complete");
    assertThat(log())
        .contains("work do it|m-1|1|\"2026-11-21T07:00:00.123Z\"|{attempt=3.0}")
        .contains("Executed 'Functions.Work' (Succeeded");
  }

  @Test
  void message_is_abandoned_when_the_function_threw() {
    start(work());
    queue.deliver(FakeQueue.message("fail"));

    assertThat(queue.settled).containsExactly("abandon");
    assertThat(log()).contains("Executed 'Functions.Work' (Failed", "told to");
  }

  @Test
  void message_is_left_to_its_lock_when_the_app_turned_completion_off() {
    app.hostJson(
        "{\"version\": \"2.0\", \"extensions\": {\"serviceBus\": {\"autoCompleteMessages\": false}}}");
    start(work());
    queue.deliver(FakeQueue.message("do it"));

    assertThat(queue.settled).isEmpty();
  }

  @Test
  void receiver_is_opened_with_the_queue_connection_and_options_of_the_app() {
    app.hostJson(
        "{\"version\": \"2.0\", \"extensions\": {\"serviceBus\": {\"maxConcurrentCalls\": 3,"
            + " \"prefetchCount\": 5, \"maxAutoLockRenewalDuration\": \"00:07:00\","
            + " \"clientRetryOptions\": {\"mode\": \"fixed\", \"tryTimeout\": \"00:00:20\","
            + " \"delay\": \"00:00:02\"}}}}");
    start(work());

    assertThat(queue.queue).isEqualTo("work-items");
    assertThat(queue.connection)
        .isEqualTo(new ServiceBusConnection.ConnectionString("Endpoint=sb://localhost"));
    assertThat(queue.options)
        .isEqualTo(
            new ServiceBusOptions(
                true,
                3,
                5,
                Duration.ofMinutes(7),
                new ClientRetryOptions(
                    false,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(1),
                    3)));
    assertThat(queue.started).isTrue();
  }

  @Test
  void message_run_by_hand_has_no_id_so_a_function_that_binds_it_fails() {
    TriggerListener listener = start(work());

    assertThat(listener.manual("by hand").metadata()).doesNotContainKey("MessageId");
  }

  @Test
  void outputs_are_sent_after_the_function_returned() {
    start(relay());
    queue.deliver(FakeQueue.message("one"));
    queue.deliver(FakeQueue.message("many"));
    queue.deliver(FakeQueue.message("none"));

    assertThat(sent).containsExactly("out: first", "out: second", "out: third");
  }

  @Test
  void outputs_are_not_sent_when_the_function_threw() {
    start(relay());
    queue.deliver(FakeQueue.message("fail after setting"));

    assertThat(sent).isEmpty();
    assertThat(queue.settled).containsExactly("abandon");
  }

  @Test
  void text_that_is_json_is_written_again_and_an_array_is_several_messages() {
    assertThat(ServiceBusOutput.bodies("{\"a\":1}")).containsExactly("{\n  \"a\": 1\n}");
    assertThat(ServiceBusOutput.bodies("[\"x\", {\"a\": 1.0}]"))
        .containsExactly("x", "{\n  \"a\": 1.0\n}");
    assertThat(ServiceBusOutput.bodies("plain")).containsExactly("plain");
    assertThat(ServiceBusOutput.bodies(null)).isEmpty();
  }

  @Test
  void missing_connection_or_queue_setting_is_named() {
    SampleApp sample = work();

    assertThatThrownBy(() -> start(sample, Map.of("WORK_QUEUE", "work-items")))
        .isInstanceOf(InvalidFunctionAppException.class)
        .hasMessageContainingAll("Function 'Work'", "connection 'Bus' is not set");
    assertThatThrownBy(() -> start(sample, Map.of("Bus", "x")))
        .hasMessageContainingAll("Function 'Work'", "set the app setting WORK_QUEUE");
  }

  @Test
  void identity_connection_needs_only_the_namespace() {
    start(
        work(),
        Map.of("WORK_QUEUE", "q", "Bus__fullyQualifiedNamespace", "ns.servicebus.windows.net"));

    assertThat(queue.connection)
        .isInstanceOfSatisfying(
            ServiceBusConnection.Identity.class,
            identity ->
                assertThat(identity.fullyQualifiedNamespace())
                    .isEqualTo("ns.servicebus.windows.net"));
  }

  @Test
  void sessions_are_refused() {
    app.function(
        "Work",
        "EventFunctions.work",
        binding(
            "serviceBusTrigger",
            "in",
            "message",
            Map.of("queueName", "q", "connection", "Bus", "isSessionsEnabled", "true")));

    assertThatThrownBy(() -> start(app, SETTINGS))
        .hasMessageContaining("Function 'Work', binding 'message'")
        .hasMessageContaining("isSessionsEnabled");
  }

  private SampleApp work() {
    return app.queue("Work", "EventFunctions.work", "%WORK_QUEUE%");
  }

  private SampleApp relay() {
    Map<String, String> out = Map.of("queueName", "out", "connection", "Bus");
    return app.queue(
        "Relay",
        "EventFunctions.relay",
        "relay",
        binding("serviceBus", "out", "one", out),
        binding("serviceBus", "out", "many", out));
  }

  private TriggerListener start(SampleApp sample) {
    return start(sample, SETTINGS);
  }

  private TriggerListener start(SampleApp sample, Map<String, String> settings) {
    Clock clock = Clock.systemUTC();
    HostLog log = new HostLog(new PrintStream(printed, true, StandardCharsets.UTF_8), clock);
    FunctionApp functionApp = FunctionApp.read(sample.folder());
    ServiceBusExtension extension =
        new ServiceBusExtension(functionApp, new AppSettings(settings), log, queue, this::sender);
    FunctionExecutor executor =
        new FunctionExecutor(
            JavaWorker.load(functionApp, log),
            Map.of("serviceBus", extension.output()),
            functionApp.host().functionTimeout(),
            functionApp.host().logLevels(),
            log,
            clock);
    TriggerListener listener = extension.listeners(executor).get(0);
    listener.start();
    return listener;
  }

  private MessageSender sender(ServiceBusConnection connection, String to) {
    return new MessageSender() {
      @Override
      public void send(String body) {
        sent.add(to + ": " + body);
      }

      @Override
      public void close() {}
    };
  }

  private String log() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
