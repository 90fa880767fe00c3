package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint whose connection was refused: no change makes it as wanted. */
class ReplaceTest {

  private static final String GUID = "6775dc77-0156-4f61-9afc-d44d14cf8bfe";
  private static final String STATUS = "privateLinkServiceConnectionState.status";

  private final World world = World.inWhichIsChecked(ENDPOINT);

  @ParameterizedTest
  @ValueSource(strings = {"Rejected", "Disconnected"})
  void what_moat_made_is_removed_made_anew_and_seen_before_it_is_repaired(String status) {
    madeByMoat();
    connectionIs(status);

    repair();

    world.assertThatStep(ENDPOINT).isDone().wasMadeByMoat().hasSpentAttempts(2);
    assertThat(writes()).containsExactly("DELETE", "PUT");
    assertThat(world.step(ENDPOINT).intent()).isEqualTo(Intent.NONE);
    assertThat(world.reasons()).startsWith("EndpointRepaired");
    assertThat(world.reasons()).containsOnlyOnce("EndpointDrifted");
    assertThat(world.step(ENDPOINT).drifts())
        .extracting(Drift::response)
        .containsExactly(Drift.Response.REPAIRED);
    assertThat(drift().differences()).containsExactly(new Difference(STATUS, "Approved", status));
  }

  @Test
  void what_the_registry_rejected_is_told_at_once_and_replaced_when_the_endpoint_shows_it() {
    madeByMoat();
    connectionIs("Approved");
    registryShows("Rejected");
    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).waitsFor("does not show yet").wroteNothing().hasDrifted(1);
    assertThat(world.history().get(0).reason()).isEqualTo("EndpointDrifted");
    assertThat(world.history().get(0).text()).contains("Rejected").endsWith("Moat repairs it.");

    world.pass(Duration.ofMinutes(1));
    connectionIs("Rejected");
    repair();

    world.assertThatStep(ENDPOINT).isDone().wasMadeByMoat().hasDrifted(1);
    assertThat(writes()).containsExactly("DELETE", "PUT");
    assertThat(world.reasons()).startsWith("EndpointRepaired").containsOnlyOnce("EndpointDrifted");
  }

  @Test
  void what_the_registry_rejected_and_moat_may_not_replace_is_told_when_the_endpoint_shows_it() {
    connectionIs("Approved");
    registryShows("Rejected");
    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).waitsFor("does not show yet").hasDrifted(0);

    connectionIs("Rejected");
    world.queues.take();
    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).hasFailedWith("EndpointConnectionRejected").hasDrifted(1);
    assertThat(drift().response()).isEqualTo(Drift.Response.REPORTED);
  }

  @Test
  void a_replacement_waits_until_azure_has_removed_the_old_one() {
    madeByMoat();
    connectionIs("Rejected");
    world.azure.takesTime();

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).waitsFor("Azure").hasSpentAttempts(1);
    assertThat(writes()).containsExactly("DELETE");
    assertThat(world.step(ENDPOINT).operation()).contains(SlowAzure.OPERATION);
    assertThat(world.step(ENDPOINT).intent()).isEqualTo(Intent.REPLACE);
  }

  @Test
  void after_the_removal_the_creation_is_what_is_under_way() {
    madeByMoat();
    connectionIs("Rejected");
    world.azure.takesTime();
    world.run(ENDPOINT);
    world.queues.take();

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).waitsFor("Azure").hasSpentAttempts(2);
    assertThat(world.step(ENDPOINT).intent()).isEqualTo(Intent.CREATE);
  }

  @Test
  void what_is_made_anew_is_waited_for_until_it_is_approved() {
    madeByMoat();
    connectionIs("Rejected");
    world.azure.takesTime();
    world.run(ENDPOINT);
    world.run(ENDPOINT);
    connectionIs("Pending");
    world.queues.take();

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).waitsFor("its approval is waited for").hasSpentAttempts(2);
    assertThat(writes()).containsExactly("DELETE", "PUT");
  }

  @Test
  void removal_and_creation_go_under_correlation_ids_of_their_own() {
    madeByMoat();
    connectionIs("Rejected");

    repair();

    assertThat(world.azure.resources().logged()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void the_removal_is_recorded_before_it_begins() {
    madeByMoat();
    connectionIs("Rejected");
    world.azure.beforeWrite(
        () -> {
          StepRecord claimed = world.step(ENDPOINT);
          assertThat(claimed.intent()).isEqualTo(Intent.REPLACE);
          assertThat(claimed.drifts()).hasSize(1);
          assertThat(world.history().get(0).reason()).isEqualTo("EndpointDrifted");
          assertThat(world.azure.resources().logged())
              .containsExactly(claimed.correlationId().orElseThrow());
        });

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).wroteOnce();
  }

  @Test
  void a_worker_that_died_after_the_removal_is_followed_by_one_that_makes_it_anew() {
    madeByMoat();
    connectionIs("Rejected");
    world.azure.takesTime();
    world.azure.afterWrite(World::crash);
    world.dies(ENDPOINT);
    world.azure.afterWrite(() -> {});
    world.pass(Claiming.CLAIM.plus(Reservation.LEASE));

    world.redeliver(ENDPOINT);
    connectionIs("Approved");
    world.queues.take();
    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).isDone().wasMadeByMoat();
    assertThat(writes()).containsExactly("DELETE", "PUT");
    assertThat(world.azure.resources().logged()).hasSize(2).doesNotHaveDuplicates();
    world.assertThatStep(ENDPOINT).hasDrifted(1);
    assertThat(world.reasons()).containsOnlyOnce("EndpointDrifted").contains("EndpointRepaired");
  }

  @Test
  void a_removal_that_azure_refuses_for_now_is_tried_again_as_the_same_repair() {
    madeByMoat();
    connectionIs("Rejected");
    world.azure.refusesWrites(FakeArm.error(409, "AnotherOperationInProgress"));
    world.run(ENDPOINT);
    world.azure.beforeWrite(() -> {});
    world.pass(Duration.ofMinutes(1));

    repair();

    world.assertThatStep(ENDPOINT).isDone().hasSpentAttempts(2).wasMadeByMoat();
    assertThat(writes()).containsExactly("DELETE", "PUT");
    world.assertThatStep(ENDPOINT).hasDrifted(1);
  }

  @Test
  void what_others_made_is_not_removed_and_the_drift_is_reported() {
    connectionIs("Disconnected");
    world.record(ENDPOINT, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.ENDPOINT))));

    world.run(ENDPOINT);

    world
        .assertThatStep(ENDPOINT)
        .hasFailedWith("EndpointConnectionDisconnected")
        .wroteNothing()
        .wasNotMadeByMoat();
    world.assertThatStep(ENDPOINT).hasDrifted(1);
    assertThat(drift().response()).isEqualTo(Drift.Response.REPORTED);
    assertThat(drift().differences())
        .extracting(Difference::found)
        .containsExactly("EndpointConnectionDisconnected");
    assertThat(world.history().get(0).text()).contains("mallory@contoso.com");
  }

  @Test
  void what_somebody_made_in_place_of_moats_is_not_removed() {
    world.record(
        ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", "another-guid")));
    connectionIs("Rejected");

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).hasFailedWith("EndpointConnectionRejected").wroteNothing();
  }

  @Test
  void what_is_only_to_be_reported_is_not_removed_although_moat_made_it() {
    world.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
    madeByMoat();
    connectionIs("Rejected");

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).wroteNothing();
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.DRIFTED);
    assertThat(drift().response()).isEqualTo(Drift.Response.REPORTED);
  }

  @Test
  void what_never_was_as_wanted_is_not_removed_although_moat_made_it() {
    World called = World.inWhichIsCalled(ENDPOINT);
    called.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", GUID)));
    connectionIs(called, "Rejected");

    called.run(ENDPOINT);

    called.assertThatStep(ENDPOINT).hasFailedWith("EndpointConnectionRejected").wroteNothing();
    assertThat(called.step(ENDPOINT).drifts()).isEmpty();
  }

  /** Azure removes the endpoint, makes it, and approves its connection. */
  private void repair() {
    world.azure.takesTime();
    world.run(ENDPOINT);
    world.run(ENDPOINT);
    connectionIs("Approved");
    registryShows("Approved");
    world.queues.take();
    world.run(ENDPOINT);
  }

  private void madeByMoat() {
    world.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", GUID)));
  }

  private void connectionIs(String status) {
    connectionIs(world, status);
  }

  private void registryShows(String status) {
    InPlace.registry(world.azure.resources(), "publicNetworkAccess: 'Disabled'", status);
  }

  private static void connectionIs(World world, String status) {
    world
        .azure
        .resources()
        .with(
            SampleRequest.ENDPOINT,
            """
            {properties: {provisioningState: 'Succeeded', resourceGuid: '%s', subnet: {id: '%s'},
             privateLinkServiceConnections: [{properties: {privateLinkServiceId: '%s',
              groupIds: ['registry'], privateLinkServiceConnectionState: {status: '%s'}}}]}}
            """
                .formatted(GUID, SampleRequest.SUBNET, SampleRequest.REGISTRY, status));
  }

  private List<String> writes() {
    return world.azure.resources().writes().stream().map(FakeArm.Call::method).toList();
  }

  private Drift drift() {
    return world.step(ENDPOINT).drifts().get(0);
  }
}
