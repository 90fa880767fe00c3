package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection that waits for somebody to decide about it, from the endpoint's creation on. */
class ApprovingTest {

  private static final Verb APPROVE = new Verb.Decide(true);
  private static final Verb REJECT = new Verb.Decide(false);
  private static final ResourceId CONNECTION =
      SampleRequest.REGISTRY.child("privateEndpointConnections", "c1");

  private final World world = World.inWhichIsCalled(ENDPOINT);

  @Test
  void a_manual_endpoint_is_made_looked_at_and_awaits_its_approval() {
    awaits();

    StepRecord step = world.step(ENDPOINT);
    assertThat(step.status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    assertThat(step.waitingFor())
        .hasValueSatisfying(t -> assertThat(t).contains(CONNECTION.value()));
    assertThat(step.outputs()).containsEntry("awaitsApproval", CONNECTION.value());
    assertThat(step.operation()).isEmpty();
    assertThat(step.claimedUntil()).isEmpty();
    assertThat(writes()).containsExactly("PUT");
    assertThat(world.reasons().get(0)).isEqualTo("EndpointAwaitsApproval");
    assertThat(calls()).hasSize(1);
    assertThat(world.told()).isEmpty();
    assertThat(world.store.acquire(SampleRequest.REGISTRY, "other", now(), now().plusSeconds(9)))
        .isEmpty();
  }

  @Test
  void an_automatic_endpoint_that_azure_approves_is_not_looked_at_again() {
    makes("privateLinkServiceConnections", "Approved");

    world.run(ENDPOINT);
    int reads = world.azure.resources().reads().size();
    world.queues.take();
    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).isDone();
    assertThat(world.azure.resources().reads()).hasSize(reads);
  }

  @Test
  void an_automatic_endpoint_that_azure_leaves_pending_awaits_an_approval() {
    makes("privateLinkServiceConnections", "Pending");

    world.run(ENDPOINT);
    world.run(ENDPOINT);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
  }

  @Test
  void what_an_operator_approves_is_approved_in_azure_and_then_seen() {
    awaits();

    world.does(APPROVE);
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.QUEUED);
    assertThat(calls()).extracting(Outgoing::notBefore).contains(Optional.empty());
    assertThat(world.history().get(0).text())
        .isEqualTo("alice@contoso.com (object id oid-alice) approved " + CONNECTION);
    world.queues.take();
    world.run(ENDPOINT);
    decided("Approved");
    world.run(ENDPOINT);
    world.queues.take();
    endpointShows("Approved");
    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).isDone().wasMadeByMoat().hasSpentAttempts(2);
    assertThat(writes()).containsExactly("PUT", "PUT");
    assertThat(world.azure.resources().writes().get(1).path()).isEqualTo(CONNECTION.value());
    assertThat(world.step(ENDPOINT).outputs()).doesNotContainKeys("awaitsApproval");
    assertThat(world.reasons().get(0)).isEqualTo("EndpointCreated");
  }

  @Test
  void what_moat_is_to_approve_it_approves_by_itself() {
    makes("manualPrivateLinkServiceConnections", "Pending");
    world.manualApproval(true);

    world.run(ENDPOINT);
    world.run(ENDPOINT);

    assertThat(writes()).containsExactly("PUT", "PUT");
    assertThat(world.azure.resources().writes().get(1).body().orElseThrow().toString())
        .contains("Approved by Moat");
  }

  @Test
  void what_an_operator_rejects_is_rejected_in_azure_and_fails() {
    awaits();

    world.does(REJECT);
    world.queues.take();
    world.run(ENDPOINT);
    decided("Rejected");
    endpointShows("Rejected");
    world.queues.take();
    world.run(ENDPOINT);

    assertThat(world.azure.resources().writes().get(1).body().orElseThrow().toString())
        .contains("Rejected by Moat");
    world.assertThatStep(ENDPOINT).hasFailedWith("EndpointConnectionRejected");
  }

  @Test
  void what_the_owner_approves_in_azure_is_noticed_and_has_its_time_from_then_on() {
    awaits();
    world.pass(Duration.ofHours(50));
    decided("Approved");

    world.run(ENDPOINT);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.PARKED);
    assertThat(world.step(ENDPOINT).waitingFor())
        .hasValueSatisfying(t -> assertThat(t).contains("is Approved"));
    endpointShows("Approved");
    world.queues.take();
    world.run(ENDPOINT);
    world.assertThatStep(ENDPOINT).isDone();
  }

  @Test
  void it_is_looked_at_the_less_often_the_longer_it_waits() {
    awaits();
    Duration first = Duration.between(now(), world.step(ENDPOINT).wakeAt().orElseThrow());
    world.pass(Duration.ofHours(9));

    world.run(ENDPOINT);

    assertThat(Duration.between(now(), world.step(ENDPOINT).wakeAt().orElseThrow()))
        .isGreaterThan(first)
        .isLessThan(Duration.ofMinutes(11));
  }

  @Test
  void after_three_days_it_fails_and_says_who_has_to_act() {
    awaits();
    world.pass(Duration.ofHours(72).plusSeconds(1));
    world.queues.take();

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).hasFailedWith("NotApproved");
    assertThat(world.step(ENDPOINT).error().map(StepError::message))
        .hasValueSatisfying(text -> assertThat(text).contains("PT72H", CONNECTION.value()));
  }

  @Test
  void after_a_replay_it_has_three_days_again() {
    awaits();
    world.pass(Duration.ofHours(73));
    world.run(ENDPOINT);
    world.does(new Verb.Replay(Set.of(World.name(ENDPOINT))));
    world.tell("replay");

    world.run(ENDPOINT);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
  }

  @Test
  void what_cannot_be_looked_at_for_now_awaits_its_approval_still() {
    awaits();
    world.pass(Duration.ofHours(50));
    world.store.acquire(SampleRequest.REGISTRY, "another", now(), now().plusSeconds(60));

    world.run(ENDPOINT);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    assertThat(world.step(ENDPOINT).error()).isEmpty();
    assertThat(world.ask(APPROVE)).isInstanceOf(Answer.Granted.class);
  }

  @Test
  void the_watchdog_gives_a_person_the_same_time() {
    awaits();
    world.pass(Duration.ofHours(71));
    assertThat(world.callOverdue()).isOne();
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);

    world.pass(Duration.ofHours(2));
    assertThat(world.callOverdue()).isOne();

    assertThat(world.step(ENDPOINT).error().map(StepError::code)).contains("NotApproved");
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AWAITING_APPROVAL"})
  void where_nothing_waits_there_is_nothing_to_decide(StepStatus status) {
    world.record(
        ENDPOINT,
        step -> step.status(status).outputs(Map.of("awaitsApproval", CONNECTION.value())));

    Answer.Refused refused = (Answer.Refused) world.ask(APPROVE);

    assertThat(refused.code()).isEqualTo("NothingAwaitsApproval");
    assertThat(refused.advice()).isNotBlank();
  }

  @Test
  void a_decision_that_is_asked_twice_is_made_once() {
    awaits();
    world.does(APPROVE);

    assertThat(((Answer.Refused) world.ask(APPROVE)).code()).isEqualTo("NothingAwaitsApproval");
  }

  @Test
  void who_first_approved_and_then_rejected_has_rejected() {
    awaits();
    world.record(ENDPOINT, step -> step.outputs(Map.of("approved", CONNECTION.value())));

    world.does(REJECT);

    assertThat(world.step(ENDPOINT).outputs())
        .containsEntry("rejected", CONNECTION.value())
        .doesNotContainKey("approved");
  }

  @Test
  void an_approval_is_for_the_connection_that_was_meant_and_for_no_other() {
    awaits();
    world.does(APPROVE);
    registryShows("c2", "Pending");

    world.run(ENDPOINT);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    assertThat(world.step(ENDPOINT).outputs().get("awaitsApproval")).endsWith("c2");
    assertThat(writes()).containsExactly("PUT");
  }

  @Test
  void in_a_check_what_others_made_anew_is_drift_that_awaits_an_approval() {
    World kept = keptAndReplaced();
    kept.manualApproval(true);

    kept.run(ENDPOINT);

    assertThat(kept.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    kept.assertThatStep(ENDPOINT).hasDrifted(1).wroteNothing();
    assertThat(kept.reasons()).contains("EndpointDrifted", "EndpointAwaitsApproval");
    kept.run(ENDPOINT);
    kept.assertThatStep(ENDPOINT).hasDrifted(1);
  }

  @Test
  void in_a_check_an_operator_may_approve_what_others_made() {
    World kept = keptAndReplaced();
    kept.run(ENDPOINT);
    kept.does(APPROVE);

    kept.run(ENDPOINT);

    assertThat(kept.azure.resources().writes())
        .extracting(FakeArm.Call::path)
        .containsExactly(CONNECTION.value());
    kept.assertThatStep(ENDPOINT).hasDrifted(1);
    registryShows(kept, "c1", "Approved");
    show(kept, ENDPOINT_BODY, "manualPrivateLinkServiceConnections", "Approved");
    kept.run(ENDPOINT);
    assertThat(kept.step(ENDPOINT).status()).isEqualTo(StepStatus.SUCCEEDED);
    kept.assertThatStep(ENDPOINT).wasNotMadeByMoat();
  }

  @Test
  void in_a_check_what_is_only_to_be_reported_awaits_nothing() {
    World kept = keptAndReplaced();
    kept.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));

    kept.run(ENDPOINT);

    assertThat(kept.step(ENDPOINT).status()).isEqualTo(StepStatus.DRIFTED);
    assertThat(kept.step(ENDPOINT).drifts())
        .extracting(Drift::response)
        .containsExactly(Drift.Response.REPORTED);
  }

  @Test
  void an_event_calls_what_awaits_an_approval_at_once() {
    awaits();
    int turn = world.step(ENDPOINT).turn();
    world.queues.take();
    world.store.notice(World.SETUP, Mallory.wrote(CONNECTION));

    world.check();

    StepRecord woken = world.step(ENDPOINT);
    assertThat(woken.status()).isEqualTo(StepStatus.QUEUED);
    assertThat(woken.turn()).isEqualTo(turn + 1);
    assertThat(woken.wakeAt()).isEmpty();
    assertThat(calls()).extracting(Outgoing::notBefore).containsExactly(Optional.empty());
    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
  }

  @Test
  void an_event_that_was_no_approval_leaves_it_waiting_no_longer_than_before() {
    awaits();
    for (int day = 0; day < 3; day++) {
      world.pass(Duration.ofHours(25));
      world.store.notice(World.SETUP, Mallory.wrote(CONNECTION, now()));
      world.check();
      world.run(ENDPOINT);
    }

    assertThat(world.step(ENDPOINT).error().map(StepError::code)).contains("NotApproved");
  }

  @Test
  void an_event_wakes_it_even_where_its_drift_is_to_be_ignored() {
    awaits();
    world.policy(new DriftPolicy(OnDrift.IGNORE, Map.of(), false));
    world.store.notice(World.SETUP, Mallory.wrote(CONNECTION));

    world.check();

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.QUEUED);
  }

  @Test
  void an_event_about_something_else_and_a_sweep_let_it_wait() {
    awaits();
    world.kept(LINK);
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.LINK));

    world.check();
    world.sweep();

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.PENDING);
  }

  private static final String ENDPOINT_BODY =
      """
      {properties: {provisioningState: 'Succeeded', resourceGuid: '%s', subnet: {id: '%s'},
       networkInterfaces: [{id: '/nic'}],
       %s: [{properties: {privateLinkServiceId: '%s', groupIds: ['registry'],
        privateLinkServiceConnectionState: {status: '%s'}}}]}}
      """;

  /** The endpoint was made for a manual approval, and Azure reported that as done. */
  private void awaits() {
    makes("manualPrivateLinkServiceConnections", "Pending");
    world.manualApproval(false);
    world.run(ENDPOINT);
    world.queues.take();
    world.run(ENDPOINT);
  }

  /** From now on what is written is there with this connection, and takes its time. */
  private void makes(String list, String status) {
    world.azure.takesTime();
    world.azure.answersEndpointsWith(body("guid-1", list, status));
    registryShows("c1", status);
  }

  private void endpointShows(String status) {
    show(world, ENDPOINT_BODY, "manualPrivateLinkServiceConnections", status);
  }

  private static void show(World world, String body, String list, String status) {
    String guid =
        world
            .azure
            .resources()
            .body(SampleRequest.ENDPOINT)
            .at("/properties/resourceGuid")
            .asText();
    world
        .azure
        .resources()
        .with(
            SampleRequest.ENDPOINT,
            body.formatted(guid, SampleRequest.SUBNET, list, SampleRequest.REGISTRY, status));
  }

  private static String body(String guid, String list, String status) {
    return ENDPOINT_BODY.formatted(
        guid, SampleRequest.SUBNET, list, SampleRequest.REGISTRY, status);
  }

  private void decided(String status) {
    registryShows("c1", status);
  }

  private void registryShows(String name, String status) {
    registryShows(world, name, status);
  }

  private static void registryShows(World world, String name, String status) {
    world
        .azure
        .resources()
        .with(
            SampleRequest.REGISTRY,
            """
            {properties: {privateEndpointConnections: [{name: '%s', properties: {
             privateEndpoint: {id: '%s'}, privateLinkServiceConnectionState: {status: '%s'}}}]}}
            """
                .formatted(name, SampleRequest.ENDPOINT, status));
  }

  /** An endpoint that Moat made, in whose place there is one of somebody else's now. */
  private static World keptAndReplaced() {
    World kept = World.inWhichIsChecked(ENDPOINT);
    kept.record(
        ENDPOINT,
        step ->
            step.createdByMoat(true)
                .outputs(Map.of("madeAs", "guid-1", "networkInterface", "/nic")));
    kept.azure
        .resources()
        .with(
            SampleRequest.ENDPOINT,
            body("guid-2", "manualPrivateLinkServiceConnections", "Pending"));
    registryShows(kept, "c1", "Pending");
    return kept;
  }

  private List<Outgoing> calls() {
    return world.queues.sentTo("step-endpoint");
  }

  private List<String> writes() {
    return world.azure.resources().writes().stream().map(FakeArm.Call::method).toList();
  }

  private Instant now() {
    return world.clock.instant();
  }
}
