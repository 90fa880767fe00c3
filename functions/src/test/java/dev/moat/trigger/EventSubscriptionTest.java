package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Event Grid is asked to deliver: what concerns a step, and as little else as may be. */
class EventSubscriptionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft.ContainerRegistry/registries/write",
        "Microsoft.ContainerRegistry/registries/privateEndpointConnections/delete",
        "Microsoft.ContainerRegistry/registries/replications/write",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/delete",
        "Microsoft.Network/privateDnsZones/A/write",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks/delete",
        "Microsoft.Network/virtualNetworks/subnets/write",
        "Microsoft.Authorization/roleAssignments/delete",
        "Microsoft.Resources/subscriptions/resourceGroups/delete",
        "Microsoft.Resources/subscriptions/resourcegroups/delete",
        "Microsoft.Resources/subscriptions/resourceGroups/moveResources/action"
      })
  void what_may_concern_a_step_is_delivered(String operation) throws IOException {
    assertThat(isDelivered(operation)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Microsoft.Resources/subscriptions/resourceGroups/write",
        "Microsoft.Resources/subscriptions/resourceGroups/validateMoveResources/action",
        "Microsoft.Resources/deployments/write",
        "Microsoft.Network/networkInterfaces/write"
      })
  void what_concerns_no_step_is_not_paid_for(String operation) throws IOException {
    assertThat(isDelivered(operation)).isFalse();
  }

  /** Event Grid compares without case. */
  private static boolean isDelivered(String operation) throws IOException {
    JsonNode filter = ProjectFiles.json("infra/event-subscription.json").at("/properties/filter");
    assertThat(filter.path("advancedFilters")).hasSize(1);
    JsonNode operations = filter.at("/advancedFilters/0");
    assertThat(operations.path("operatorType").asText()).isEqualTo("StringBeginsWith");
    assertThat(operations.path("key").asText()).isEqualTo("data.operationName");
    assertThat(filter.path("includedEventTypes"))
        .extracting(JsonNode::asText)
        .contains("Microsoft.Resources.ResourceActionSuccess");
    return StreamSupport.stream(operations.path("values").spliterator(), false)
        .map(value -> value.asText().toLowerCase(Locale.ROOT))
        .anyMatch(operation.toLowerCase(Locale.ROOT)::startsWith);
  }
}
