package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.FakeArm;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointStepTest {

  private static final Task<?> TASK = World.task(StepKind.ENDPOINT);

  private final FakeArm azure = World.azure();

  @Test
  void an_approved_endpoint_is_as_wanted_and_tells_its_interface() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(Map.of("networkInterface", World.INTERFACE.value()));
    assertThat(azure.calls()).hasSize(1);
  }

  @Test
  void a_missing_endpoint_is_created_for_automatic_approval_with_the_registry_to_itself() {
    azure.without(World.ENDPOINT);

    assertThatItFound(observe()).absent();
    TASK.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).body())
        .hasValue(
            FakeArm.json(
                """
                {location: 'westeurope', properties: {subnet: {id: '%s'},
                 privateLinkServiceConnections: [{name: 'secureacr-conn',
                  properties: {privateLinkServiceId: '%s', groupIds: ['registry']}}]}}
                """
                    .formatted(World.SUBNET, World.REGISTRY)));
    assertThat(TASK.exclusive()).hasValue(World.REGISTRY);
  }

  @Test
  void the_first_answer_tells_the_interface() {
    assertThat(TASK.outputs(azure.body(World.ENDPOINT)))
        .isEqualTo(Map.of("networkInterface", World.INTERFACE.value()));
    assertThat(TASK.outputs(FakeArm.json("{}"))).isEmpty();
  }

  @Test
  void an_endpoint_of_something_else_is_left_alone() {
    connection().put("privateLinkServiceId", "/subscriptions/s/vault");

    assertThatItFound(observe())
        .blocked("EndpointConnectedElsewhere", "/subscriptions/s/vault", "another name");
  }

  @Test
  void an_endpoint_in_another_subnet_is_left_alone() {
    properties().putObject("subnet").put("id", "/subscriptions/s/subnet");

    assertThatItFound(observe()).blocked("EndpointInAnotherSubnet", "/subscriptions/s/subnet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rejected", "Disconnected"})
  void a_connection_that_azure_does_not_take_back_is_for_people(String status) {
    connection().putObject("privateLinkServiceConnectionState").put("status", status);

    assertThatItFound(observe()).blocked("EndpointConnection" + status, "delete the endpoint");
  }

  @Test
  void a_manual_connection_that_awaits_approval_is_waited_for() {
    connection().putObject("privateLinkServiceConnectionState").put("status", "Pending");
    properties()
        .set(
            "manualPrivateLinkServiceConnections",
            properties().remove("privateLinkServiceConnections"));

    assertThatItFound(observe()).inProgress("Pending", "approval");
  }

  @Test
  void an_endpoint_in_change_is_waited_for() {
    properties().put("provisioningState", "Updating");

    assertThatItFound(observe()).inProgress("Updating");
  }

  @Test
  void a_failed_endpoint_is_put_again_as_it_is() {
    properties().put("provisioningState", "Failed").put("customNetworkInterfaceName", "nic");

    TASK.converge(azure, Map.of(), assertThatItFound(observe()).differing("provisioningState"));

    JsonNode body = azure.writes().get(0).body().orElseThrow();
    assertThat(body.path("tags")).isEqualTo(FakeArm.json("{team: 'net'}"));
    assertThat(body.at("/properties/customNetworkInterfaceName").asText()).isEqualTo("nic");
    assertThat(body.at("/properties/networkInterfaces").isMissingNode()).isTrue();
    assertThat(azure.writes().get(0).ifMatch()).hasValue("e");
  }

  private Observation observe() {
    return World.observe(azure, StepKind.ENDPOINT);
  }

  private ObjectNode properties() {
    return azure.body(World.ENDPOINT).withObject("/properties");
  }

  private ObjectNode connection() {
    return (ObjectNode) properties().at("/privateLinkServiceConnections/0/properties");
  }
}
