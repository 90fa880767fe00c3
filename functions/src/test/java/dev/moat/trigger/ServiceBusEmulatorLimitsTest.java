package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official Service Bus emulator takes the queues of the project: it refuses to start when a
 * limit of its configuration is not kept.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-service-bus-emulator-installer/blob/main/ServiceBus-Emulator/Schema/Config-schema.json">the
 *     schema of its configuration, with all limits but the first</a>
 */
class ServiceBusEmulatorLimitsTest {

  /**
   * Queues and topics of a namespace.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/overview-emulator#usage-quotas">usage
   *     quotas</a>
   */
  private static final int MOST_ENTITIES = 50;

  private static final int MOST_DELIVERIES = 10;
  private static final String NAMESPACE = "sbemulatorns";
  private static final String NAME = "[A-Za-z0-9]|[A-Za-z0-9][\\w./-]*[A-Za-z0-9]";
  private static final Set<String> PROPERTIES =
      Set.of(
          "DeadLetteringOnMessageExpiration",
          "DefaultMessageTimeToLive",
          "DuplicateDetectionHistoryTimeWindow",
          "ForwardDeadLetteredMessagesTo",
          "ForwardTo",
          "LockDuration",
          "MaxDeliveryCount",
          "RequiresDuplicateDetection",
          "RequiresSession");

  static Stream<JsonNode> queues() throws IOException {
    return elements(namespaces().get(0).path("Queues"));
  }

  @Test
  void there_is_one_namespace_of_the_one_name_with_no_more_entities_than_it_holds()
      throws IOException {
    assertThat(namespaces()).hasSize(1);
    JsonNode namespace = namespaces().get(0);

    assertThat(namespace.path("Name").asText()).isEqualTo(NAMESPACE);
    assertThat(namespace.path("Queues").size() + namespace.path("Topics").size())
        .isBetween(1, MOST_ENTITIES);
  }

  @ParameterizedTest
  @CsvSource({
    "DefaultMessageTimeToLive, PT5M, PT1H",
    "DuplicateDetectionHistoryTimeWindow, PT5S, PT5M",
    "LockDuration, PT5S, PT5M"
  })
  void durations_are_within_bounds(String property, Duration least, Duration most)
      throws IOException {
    assertThat(queues())
        .isNotEmpty()
        .allSatisfy(
            queue ->
                assertThat(Duration.parse(queue.at("/Properties/" + property).asText()))
                    .as(queue.path("Name").asText())
                    .isBetween(least, most));
  }

  @ParameterizedTest
  @MethodSource("queues")
  void queue_has_a_name_and_properties_that_are_known(JsonNode queue) {
    Set<String> properties = new TreeSet<>();
    queue.path("Properties").fieldNames().forEachRemaining(properties::add);

    assertThat(queue.path("Name").asText()).matches(NAME);
    assertThat(PROPERTIES).containsAll(properties);
    assertThat(queue.at("/Properties/MaxDeliveryCount").asInt()).isBetween(1, MOST_DELIVERIES);
  }

  private static JsonNode namespaces() throws IOException {
    return ProjectFiles.json("infra/service-bus-emulator.json").at("/UserConfig/Namespaces");
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
  }
}
