package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Begun;
import dev.moat.arm.FakeArm;
import dev.moat.model.Difference;
import dev.moat.model.StepKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointStepTest {

  private static final Task<?> TASK = World.task(StepKind.ENDPOINT);
  private static final String AT_REGISTRY =
      "privateEndpointConnection.privateLinkServiceConnectionState.status";

  private final FakeArm azure = World.azure();

  @Test
  void an_approved_endpoint_is_as_wanted_and_tells_its_interface() {
    assertThat(assertThatItFound(observe()).matching().outputs())
        .isEqualTo(
            Map.of(
                "networkInterface",
                World.INTERFACE.value(),
                "connection",
                "Approved",
                "foundAs",
                "g"));
    assertThat(azure.calls()).hasSize(2);
  }

  @Test
  void a_connection_that_the_registry_rejected_is_drift_before_the_endpoint_shows_it() {
    registrysEnd().putObject("privateLinkServiceConnectionState").put("status", "Rejected");

    Observation found = TASK.observe(azure, Map.of(), Map.of("madeAs", "g"));

    assertThatItFound(found).inProgress(World.CONNECTION.value(), "is Rejected", "not show yet");
    assertThat(((Observation.InProgress) found).differences())
        .containsExactly(new Difference(AT_REGISTRY, "Approved", "Rejected"));
  }

  @Test
  void a_connection_that_was_removed_from_the_registry_is_drift_before_the_endpoint_shows_it() {
    azure.body(World.REGISTRY).withObject("/properties").putArray("privateEndpointConnections");

    Observation found = TASK.observe(azure, Map.of(), Map.of("madeAs", "g"));

    assertThatItFound(found)
        .inProgress(World.REGISTRY + " has no connection to " + World.ENDPOINT, "not show yet");
    assertThat(((Observation.InProgress) found).differences())
        .containsExactly(new Difference(AT_REGISTRY, "Approved", "absent"));
  }

  @Test
  void what_moat_may_not_replace_is_only_waited_for_until_the_endpoint_shows_it() {
    registrysEnd().putObject("privateLinkServiceConnectionState").put("status", "Rejected");

    Observation found = TASK.observe(azure, Map.of(), Map.of("madeAs", "another"));

    assertThatItFound(found).inProgress("is Rejected");
    assertThat(((Observation.InProgress) found).differences()).isEmpty();
  }

  @Test
  void an_endpoint_whose_registry_is_gone_has_nothing_to_wait_for() {
    azure.without(World.REGISTRY);

    assertThatItFound(observe()).matching();
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
        .containsEntry("networkInterface", World.INTERFACE.value());
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
  void an_endpoint_whose_connection_azure_does_not_take_back_is_to_be_removed(String status) {
    connection().putObject("privateLinkServiceConnectionState").put("status", status);
    properties().put("resourceGuid", "guid-1");

    Observation.Unusable found =
        assertThatItFound(TASK.observe(azure, Map.of(), Map.of("madeAs", "guid-1")))
            .unusable("EndpointConnection" + status);
    TASK.converge(azure, Map.of(), found);

    assertThat(found.differences())
        .containsExactly(
            new Difference("privateLinkServiceConnectionState.status", "Approved", status));
    assertThat(found.problem().advice()).contains("delete the endpoint");
    assertThat(azure.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.method()).isEqualTo("DELETE");
              assertThat(write.path()).isEqualTo(World.ENDPOINT.value());
            });
    assertThatItFound(observe()).absent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guid-of-another", ""})
  void a_rejected_endpoint_that_somebody_else_made_is_left_alone(String madeAs) {
    connection().putObject("privateLinkServiceConnectionState").put("status", "Rejected");
    properties().put("resourceGuid", "guid-1");

    Observation found = TASK.observe(azure, Map.of(), Map.of("madeAs", madeAs));

    assertThatItFound(found).blocked("EndpointConnectionRejected");
  }

  @Test
  void the_endpoint_that_moat_made_is_known_by_its_guid() {
    ObjectNode answer = FakeArm.json("{properties: {resourceGuid: 'guid-1'}}");

    assertThat(TASK.outputs(answer)).isEqualTo(Map.of("madeAs", "guid-1", "foundAs", "guid-1"));
  }

  @Test
  void a_change_of_what_was_there_does_not_make_it_ours() {
    properties().put("resourceGuid", "guid-1").put("provisioningState", "Failed");
    Observation.Differs failed = assertThatItFound(observe()).differing("provisioningState");

    Begun begun = TASK.converge(azure, Map.of(), failed);

    assertThat(TASK.outputs(begun.body())).doesNotContainKey("madeAs");
  }

  @Test
  void an_unusable_endpoint_that_is_being_removed_is_waited_for() {
    connection().putObject("privateLinkServiceConnectionState").put("status", "Rejected");
    properties().put("provisioningState", "Deleting");

    assertThatItFound(observe()).inProgress("Deleting");
  }

  @Test
  void a_rejected_endpoint_in_another_subnet_is_not_ours_to_remove() {
    connection().putObject("privateLinkServiceConnectionState").put("status", "Rejected");
    properties().putObject("subnet").put("id", "/subscriptions/s/subnet");

    assertThatItFound(observe()).blocked("EndpointInAnotherSubnet");
  }

  @Test
  void an_endpoint_that_somebody_made_anew_tells_the_interface_it_has_now() {
    String anew = World.NETWORKING + "networkInterfaces/secureacr-pe.nic.2";
    ((ObjectNode) properties().at("/networkInterfaces/0")).put("id", anew);
    Map<String, String> own = Map.of("networkInterface", World.INTERFACE.value());

    Observation found = TASK.observe(azure, Map.of(), own);

    assertThat(assertThatItFound(found).matching().outputs())
        .containsEntry("networkInterface", anew);
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

  private ObjectNode registrysEnd() {
    return (ObjectNode)
        azure.body(World.REGISTRY).at("/properties/privateEndpointConnections/0/properties");
  }
}
