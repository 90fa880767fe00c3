package dev.moat.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceBusConfigTest {
  @TempDir private Path folder;

  private ServiceBusConfig read(String json) throws IOException {
    return ServiceBusConfig.read(Files.writeString(folder.resolve("config.json"), json));
  }

  private ServiceBusConfig readQueue(String properties) throws IOException {
    return read(
        """
        {"UserConfig": {
          "Namespaces": [{"Name": "sbemulatorns", "Queues": [
            {"Name": "orders", "Properties": {%s}}], "Topics": []}],
          "Logging": {"Type": "File"}}}
        """
            .formatted(properties));
  }

  @Test
  void every_property_of_the_official_emulator_is_read() throws IOException {
    ServiceBusConfig config =
        readQueue(
            """
            "LockDuration": "PT1M30S", "MaxDeliveryCount": 3, "DefaultMessageTimeToLive": "PT1H",
            "DeadLetteringOnMessageExpiration": true, "RequiresDuplicateDetection": true,
            "DuplicateDetectionHistoryTimeWindow": "PT20S", "RequiresSession": true,
            "ForwardTo": "", "ForwardDeadLetteredMessagesTo": ""
            """);

    assertThat(config.queues())
        .containsExactly(
            new QueueSettings(
                "orders",
                Duration.ofSeconds(90),
                3,
                Duration.ofHours(1),
                true,
                Duration.ofSeconds(20),
                true));
  }

  @Test
  void what_is_absent_has_the_default_of_azure() throws IOException {
    assertThat(readQueue("").queues()).containsExactly(QueueSettings.named("orders"));
  }

  @Test
  void a_window_without_detection_detects_nothing() throws IOException {
    assertThat(readQueue("\"DuplicateDetectionHistoryTimeWindow\": \"PT20S\"").queues())
        .containsExactly(QueueSettings.named("orders"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"LockDuration\": \"PT6M\" | LockDuration of queue 'orders' should be an ISO 8601 duration from PT1S to PT5M",
        "\"LockDuration\": \"a minute\" | LockDuration of queue 'orders' should be",
        "\"MaxDeliveryCount\": 0 | MaxDeliveryCount of queue 'orders' should be a number of at least 1",
        "\"RequiresSession\": \"yes\" | RequiresSession of queue 'orders' should be true or false",
        "\"ForwardTo\": \"other\" | queue 'orders' has ForwardTo, but forwarding is not supported",
        "\"EnablePartitioning\": true | queue 'orders' has 'EnablePartitioning', which is not supported",
        "\"DuplicateDetectionHistoryTimeWindow\": \"PT1S\" | from PT20S to PT168H"
      })
  void what_cannot_be_done_is_refused_by_name(String property, String message) {
    assertThatThrownBy(() -> readQueue(property))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(message);
  }

  @Test
  void topics_are_refused() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"UserConfig": {"Namespaces": [{"Name": "n", "Topics": [{"Name": "t"}]}]}}
                    """))
        .hasMessageContaining("topics are not supported");
  }

  @Test
  void the_same_queue_twice_is_refused() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    {"UserConfig": {"Namespaces": [
                      {"Name": "n", "Queues": [{"Name": "a"}, {"Name": "A"}]}]}}
                    """))
        .hasMessageContaining("queue 'A' is there twice");
  }

  @Test
  void a_missing_file_is_told() {
    assertThatThrownBy(() -> ServiceBusConfig.read(folder.resolve("none.json")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.json");
  }
}
