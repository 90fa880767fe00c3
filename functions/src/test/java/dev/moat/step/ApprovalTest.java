package dev.moat.step;

import static dev.moat.step.ObservationAssert.assertThatItFound;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.FakeArm;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.StepKind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint whose connection somebody has to decide about. */
class ApprovalTest {

  private static final ResourceId CONNECTION = World.CONNECTION;
  private static final String FIELD =
      "privateEndpointConnection.privateLinkServiceConnectionState.status";

  private static final Task<?> AUTOMATIC = World.task(StepKind.ENDPOINT);
  private static final Task<?> BY_OWNER = manual(Optional.of("for the shop, please"), false);
  private static final Task<?> BY_MOAT = manual(Optional.empty(), true);

  private final FakeArm azure = World.azure();

  @BeforeEach
  void nobody_has_decided() {
    endpointShows("Pending");
    registryShows("Pending");
  }

  @Test
  void a_manual_endpoint_is_created_with_the_message_for_whoever_approves() {
    BY_OWNER.converge(azure, Map.of(), new Observation.Absent());

    assertThat(azure.writes().get(0).body())
        .hasValue(
            FakeArm.json(
                """
                {location: 'westeurope', properties: {subnet: {id: '%s'},
                 manualPrivateLinkServiceConnections: [{name: 'secureacr-conn', properties: {
                  privateLinkServiceId: '%s', groupIds: ['registry'],
                  requestMessage: 'for the shop, please'}}]}}
                """
                    .formatted(World.SUBNET, World.REGISTRY)));
  }

  @Test
  void without_a_message_none_is_sent() {
    BY_MOAT.converge(azure, Map.of(), new Observation.Absent());

    assertThat(
            azure
                .writes()
                .get(0)
                .body()
                .orElseThrow()
                .at("/properties/manualPrivateLinkServiceConnections/0/properties")
                .has("requestMessage"))
        .isFalse();
  }

  @Test
  void what_the_owner_is_to_approve_awaits_that() {
    Observation.AwaitsApproval awaits = awaiting(observe(BY_OWNER, Map.of()));

    assertThat(awaits.connection()).isEqualTo(CONNECTION);
    assertThat(awaits.waitingFor()).contains(CONNECTION.value(), World.ENDPOINT.value());
    assertThat(azure.calls()).hasSize(2);
  }

  @Test
  void an_automatic_endpoint_that_azure_did_not_approve_awaits_it_too() {
    assertThat(awaiting(observe(AUTOMATIC, Map.of())).connection()).isEqualTo(CONNECTION);
  }

  @Test
  void what_an_operator_approved_moat_approves_in_azure() {
    Map<String, String> own = Map.of("approved", CONNECTION.value().toUpperCase());
    Observation.Differs found = assertThatItFound(observe(BY_OWNER, own)).differing(FIELD);

    BY_OWNER.converge(azure, Map.of(), own, found);

    assertThat(found.differences()).containsExactly(new Difference(FIELD, "Approved", "Pending"));
    assertThatItTold("Approved");
  }

  @Test
  void what_an_operator_rejected_moat_rejects_in_azure() {
    Map<String, String> own = Map.of("rejected", CONNECTION.value());
    Observation.Differs found = assertThatItFound(observe(BY_MOAT, own)).differing(FIELD);

    BY_MOAT.converge(azure, Map.of(), own, found);

    assertThatItTold("Rejected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approved", "rejected"})
  void a_decision_about_another_connection_is_none_about_this(String decided) {
    awaiting(observe(BY_OWNER, Map.of(decided, CONNECTION + "2")));
  }

  @Test
  void what_moat_is_to_approve_it_approves() {
    assertThatItFound(observe(BY_MOAT, Map.of())).differing(FIELD);
    assertThatItFound(observe(BY_MOAT, made("g"))).differing(FIELD);
  }

  @Test
  void what_somebody_made_in_place_of_moats_is_not_approved_by_itself() {
    awaiting(observe(BY_MOAT, made("another")));
    awaiting(observe(BY_MOAT, Map.of("networkInterface", World.INTERFACE.value())));
  }

  @Test
  void what_somebody_made_an_operator_may_approve() {
    Map<String, String> own = Map.of("madeAs", "another", "approved", CONNECTION.value());

    assertThatItFound(observe(BY_MOAT, own)).differing(FIELD);
  }

  @Test
  void what_was_approved_on_the_registry_is_waited_for_on_the_endpoint() {
    registryShows("Approved");

    assertThatItFound(observe(BY_OWNER, Map.of())).inProgress("is Approved", "does not show yet");
    assertThat(azure.writes()).isEmpty();
  }

  @Test
  void what_the_registry_does_not_know_yet_is_waited_for() {
    azure.body(World.REGISTRY).withObject("/properties").putArray("privateEndpointConnections");
    assertThatItFound(observe(BY_MOAT, Map.of())).inProgress("Pending", "does not know of it");

    azure.without(World.REGISTRY);
    assertThatItFound(observe(BY_MOAT, Map.of())).inProgress("does not know of it");
  }

  @Test
  void what_is_approved_at_both_ends_is_as_wanted() {
    endpointShows("Approved");
    registryShows("Approved");

    assertThatItFound(observe(BY_OWNER, Map.of())).matching();
    assertThat(azure.calls()).hasSize(2);
  }

  @Test
  void what_an_operator_rejected_is_not_made_anew() {
    endpointShows("Rejected");
    registryShows("Rejected");
    Map<String, String> own =
        Map.of("madeAs", "g", "networkInterface", "/nic", "rejected", CONNECTION.value());

    assertThatItFound(observe(BY_OWNER, own)).blocked("EndpointConnectionRejected");
  }

  @Test
  void what_the_owner_rejected_is_still_to_be_made_anew() {
    endpointShows("Rejected");
    registryShows("Rejected");

    assertThatItFound(observe(BY_OWNER, made("g"))).unusable("EndpointConnectionRejected");
  }

  @Test
  void a_manual_endpoint_of_something_else_is_not_asked_about() {
    connections("manualPrivateLinkServiceConnections")
        .put("privateLinkServiceId", "/subscriptions/s/vault");

    assertThatItFound(observe(BY_MOAT, Map.of())).blocked("EndpointConnectedElsewhere");
  }

  @Test
  void a_creation_is_complete_when_azure_approved_it_with_its_first_answer() {
    assertThat(AUTOMATIC.isComplete(Map.of("connection", "Approved"))).isTrue();
    assertThat(AUTOMATIC.isComplete(Map.of())).isTrue();
    assertThat(AUTOMATIC.isComplete(Map.of("connection", "Pending"))).isFalse();
    assertThat(BY_MOAT.isComplete(Map.of("connection", "Pending"))).isFalse();
    assertThat(BY_OWNER.isComplete(Map.of("connection", "Approved"))).isFalse();
    assertThat(BY_MOAT.takesSeveralChanges()).isTrue();
    assertThat(AUTOMATIC.outputs(azure.body(World.ENDPOINT)))
        .containsEntry("connection", "Pending");
  }

  private void assertThatItTold(String status) {
    assertThat(azure.writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.method()).isEqualTo("PUT");
              assertThat(write.path()).isEqualTo(CONNECTION.value());
              assertThat(write.apiVersion()).isEqualTo(ApiVersions.REGISTRY);
              assertThat(write.body())
                  .hasValue(
                      FakeArm.json(
                          """
                          {properties: {privateEndpoint: {id: '%s'},
                           privateLinkServiceConnectionState: {status: '%s',
                            description: '%s by Moat'}}}
                          """
                              .formatted(World.ENDPOINT, status, status)));
            });
  }

  private Observation observe(Task<?> task, Map<String, String> own) {
    return task.observe(azure, Map.of(), own);
  }

  private static Observation.AwaitsApproval awaiting(Observation found) {
    assertThat(found).isInstanceOf(Observation.AwaitsApproval.class);
    return (Observation.AwaitsApproval) found;
  }

  private static Map<String, String> made(String guid) {
    return Map.of("madeAs", guid, "networkInterface", World.INTERFACE.value());
  }

  /** The world's endpoint, with a manual connection from now on. */
  private void endpointShows(String status) {
    ObjectNode properties = azure.body(World.ENDPOINT).withObject("/properties");
    if (!properties.at("/privateLinkServiceConnections/0").isMissingNode()) {
      properties.set(
          "manualPrivateLinkServiceConnections",
          properties.remove("privateLinkServiceConnections"));
    }
    connections("manualPrivateLinkServiceConnections")
        .putObject("privateLinkServiceConnectionState")
        .put("status", status);
  }

  private ObjectNode connections(String list) {
    return (ObjectNode) azure.body(World.ENDPOINT).at("/properties/" + list + "/0/properties");
  }

  private void registryShows(String status) {
    ((ObjectNode)
            azure.body(World.REGISTRY).at("/properties/privateEndpointConnections/0/properties"))
        .putObject("privateLinkServiceConnectionState")
        .put("status", status);
  }

  private static Task<?> manual(Optional<String> message, boolean byMoat) {
    PrivateEndpoint endpoint =
        new PrivateEndpoint(
            World.ENDPOINT,
            "westeurope",
            World.SUBNET,
            "secureacr-conn",
            "secureacr-zg",
            Optional.of(new ManualApproval(message, byMoat)));
    return Steps.task(StepKind.ENDPOINT, new Desired.Endpoint(endpoint, World.REGISTRY));
  }
}
