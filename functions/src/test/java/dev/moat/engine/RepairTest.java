package dev.moat.engine;

import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step that was as wanted before, when it is looked at again. */
class RepairTest {

  private static final String POLICIES = "privateEndpointNetworkPolicies";

  private final World world = World.inWhichIsChecked(SUBNET);

  @Test
  void what_is_still_as_wanted_is_done_without_a_word() {
    subnetIs("Disabled");
    List<String> before = world.reasons();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing().hasSpentAttempts(0);
    assertThat(world.reasons()).isEqualTo(before);
    assertThat(world.step(SUBNET).drifts()).isEmpty();
  }

  @Test
  void a_look_that_finds_all_in_place_reserves_nothing() {
    subnetIs("Disabled");
    anotherSetupWrites();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone();
    assertThat(world.azure.calls()).isEqualTo(1);
  }

  @Test
  void what_azure_is_changing_is_waited_for_and_is_no_drift_yet() {
    subnetIs("Enabled");
    world
        .azure
        .resources()
        .body(SampleRequest.SUBNET)
        .withObject("/properties")
        .put("provisioningState", "Updating");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor(SampleRequest.SUBNET.name()).wroteNothing();
    assertThat(world.step(SUBNET).drifts()).isEmpty();
    assertThat(world.reasons()).doesNotContain("SubnetDrifted");
  }

  @Test
  void a_repair_waits_for_what_another_setup_writes_and_looks_again_before_it_writes() {
    subnetIs("Enabled");
    anotherSetupWrites();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("another step that is writing").wroteNothing();
  }

  @Test
  void a_drift_is_told_when_it_is_seen_although_another_setup_writes() {
    subnetIs("Enabled");
    anotherSetupWrites();
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasDrifted(1);
    assertThat(lastDrift()).isEqualTo(repaired("Enabled"));
    assertThat(world.reasons()).startsWith("SubnetDrifted", "SubnetWaiting");
    assertThat(world.queues.sentTo(Messages.DRIFT_CHECKS)).isEmpty();
  }

  @Test
  void a_drift_that_is_still_there_when_the_other_setup_has_written_is_told_and_counted_once() {
    subnetIs("Enabled");
    anotherSetupWrites();
    world.run(SUBNET);
    world.run(SUBNET);
    world.pass(Duration.ofSeconds(61));
    world.queues.take();

    world.run(SUBNET);
    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.SUCCEEDED);
    world.assertThatStep(SUBNET).wroteOnce().hasDrifted(1);
    assertThat(world.reasons()).startsWith("SubnetRepaired").containsOnlyOnce("SubnetDrifted");
  }

  @Test
  void a_drift_that_another_setup_has_repaired_meanwhile_ends_as_repaired() {
    subnetIs("Enabled");
    anotherSetupWrites();
    world.run(SUBNET);
    world.queues.take();
    subnetIs("Disabled");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing().hasDrifted(1);
    assertThat(lastDrift().response()).isEqualTo(Drift.Response.REPAIRED);
    assertThat(world.history().get(0).reason()).isEqualTo("SubnetRepaired");
    assertThat(world.history().get(0).text()).contains("others");
    world.tell("subnet/end");
    assertThat(world.reasons()).startsWith("SetupRepaired");
  }

  @Test
  void a_drift_that_others_repaired_each_time_is_contested_like_any_other() {
    for (int i = 0; i < 2; i++) {
      subnetIs("Enabled");
      anotherSetupWrites();
      world.run(SUBNET);
      subnetIs("Disabled");
      world.queues.take();
      world.run(SUBNET);
      calledAgain();
    }
    subnetIs("Enabled");
    anotherSetupWrites();

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.CONTESTED);
    world.assertThatStep(SUBNET).wroteNothing();
  }

  @Test
  void what_is_only_to_be_reported_is_not_told_while_another_setup_may_be_putting_it_right() {
    world.reports();
    subnetIs("Enabled");
    anotherSetupWrites();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("another step that is writing").hasDrifted(0);
    assertThat(world.reasons()).doesNotContain("SubnetDrifted");
  }

  @Test
  void what_differs_is_recorded_before_it_is_changed() {
    subnetIs("Enabled");
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));
    world.azure.beforeWrite(
        () -> {
          StepRecord claimed = world.step(SUBNET);
          assertThat(claimed.drifts()).containsExactly(repaired("Enabled"));
          assertThat(claimed.intent()).isEqualTo(Intent.UPDATE);
          assertThat(world.history().get(0).reason()).isEqualTo("SubnetDrifted");
          assertThat(world.azure.resources().logged())
              .containsExactly(claimed.correlationId().orElseThrow());
        });

    world.run(SUBNET);

    world.assertThatStep(SUBNET).wroteOnce().hasSpentAttempts(1);
    assertThat(policies()).isEqualTo("Disabled");
    assertThat(world.history().get(0).text())
        .contains(POLICIES + " is Enabled, not Disabled", "mallory@contoso.com", "c-mallory");
  }

  @Test
  void a_repair_is_looked_at_before_it_is_done() {
    subnetIs("Enabled");

    world.run(SUBNET);
    world.assertThatStep(SUBNET).waitsFor("a look at what was changed").isCalledNow();
    world.queues.take();
    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().hasSpentAttempts(1);
    assertThat(world.reasons()).startsWith("SubnetRepaired", "SubnetDrifted");
    assertThat(world.step(SUBNET).suspects()).isEmpty();
    assertThat(world.step(SUBNET).succeededAt()).contains(World.NOON);
  }

  @Test
  void a_repair_that_takes_azure_its_time_is_looked_at_too() {
    subnetIs("Enabled");
    world.azure.takesTime();
    world.run(SUBNET);
    world.assertThatStep(SUBNET).waitsFor("Azure");
    world.queues.take();
    int reads = world.azure.resources().reads().size();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce();
    assertThat(world.azure.resources().reads()).hasSize(reads + 1);
    assertThat(world.reasons()).startsWith("SubnetRepaired");
  }

  @Test
  void what_is_gone_is_made_again_and_is_moats() {
    world.run(SUBNET);
    world.queues.take();
    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().wasMadeByMoat();
    assertThat(world.step(SUBNET).drifts().get(0).differences())
        .containsExactly(new Difference(Drift.EXISTENCE, "present", "absent"));
    assertThat(world.step(SUBNET).intent()).isEqualTo(Intent.NONE);
  }

  @Test
  void what_is_only_to_be_reported_is_left_as_it_is() {
    world.policy(new DriftPolicy(OnDrift.REPAIR, Map.of("subnet", OnDrift.REPORT), false));
    subnetIs("Enabled");
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.DRIFTED);
    assertThat(lastDrift().response()).isEqualTo(Drift.Response.REPORTED);
    assertThat(lastDrift().cause()).contains(Mallory.wrote(SampleRequest.SUBNET));
    assertThat(world.step(SUBNET).suspects()).isEmpty();
    world.assertThatStep(SUBNET).wroteNothing();
    assertThat(world.history().get(0).reason()).isEqualTo("SubnetDrifted");
    assertThat(world.history().get(0).text()).contains("mallory", "Moat leaves it");
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_reported_drift_that_is_found_again_keeps_who_did_it() {
    world.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
    subnetIs("Enabled");
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));
    world.run(SUBNET);
    calledAgain();

    world.run(SUBNET);

    assertThat(lastDrift().cause()).contains(Mallory.wrote(SampleRequest.SUBNET));
  }

  @Test
  void another_drift_than_the_one_reported_is_not_laid_at_the_same_door() {
    world.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
    subnetIs("Enabled");
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));
    world.run(SUBNET);
    calledAgain();
    world.azure.resources().without(SampleRequest.SUBNET);

    world.run(SUBNET);

    assertThat(lastDrift().cause()).isEmpty();
    assertThat(world.history().get(0).text()).contains("No event tells who did it");
  }

  @Test
  void a_registry_that_is_gone_is_not_made_again() {
    World lost = World.inWhichIsChecked(REGISTRY);

    lost.run(REGISTRY);

    assertThat(lost.step(REGISTRY).status()).isEqualTo(StepStatus.DRIFTED);
    lost.assertThatStep(REGISTRY).wroteNothing();
  }

  @Test
  void a_registry_that_is_gone_is_made_again_where_the_request_says_so() {
    World lost = World.inWhichIsChecked(REGISTRY);
    lost.policy(new DriftPolicy(OnDrift.REPAIR, Map.of(), true));

    lost.run(REGISTRY);

    lost.assertThatStep(REGISTRY).wroteOnce();
  }

  @Test
  void a_step_that_is_blocked_fails_and_says_who_did_it() {
    world
        .azure
        .resources()
        .with(SampleRequest.SUBNET, "{properties: {addressPrefix: '10.7.0.0/24'}}");
    world.record(SUBNET, step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("SubnetPrefixDiffers").wroteNothing();
    assertThat(lastDrift().response()).isEqualTo(Drift.Response.REPORTED);
    assertThat(world.history().get(0).text()).contains("mallory@contoso.com");
    assertThat(world.step(SUBNET).suspects()).isEmpty();
  }

  @Test
  void what_somebody_changes_while_the_step_looks_is_not_covered_by_that_look() {
    subnetIs("Disabled");
    Instant before = world.clock.instant();
    world.azure.afterNextRead(() -> world.pass(Duration.ofSeconds(9)));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone();
    assertThat(world.step(SUBNET).coveredUntil()).contains(before);
  }

  @Test
  void a_repair_covers_what_came_before_it_from_when_azure_has_taken_it() {
    subnetIs("Enabled");
    Instant before = world.clock.instant();
    world.azure.afterWrite(() -> world.pass(Duration.ofSeconds(9)));

    world.run(SUBNET);

    assertThat(world.step(SUBNET).coveredUntil()).contains(before);
  }

  @Test
  void a_repair_that_failed_covers_nothing() {
    ResourceChange cause =
        Mallory.wrote(SampleRequest.SUBNET, world.clock.instant().minusSeconds(30));
    subnetIs("Enabled");
    world.azure.takesTime();
    world.azure.operationFails("RequestDisallowedByPolicy");
    world.run(SUBNET);
    world.queues.take();
    world.run(SUBNET);
    world.assertThatStep(SUBNET).hasFailedWith("RequestDisallowedByPolicy");
    subnetIs("Enabled");
    calledAgain();
    world.record(SUBNET, step -> step.suspects(List.of(cause)));

    world.run(SUBNET);

    assertThat(lastDrift().cause()).contains(cause);
  }

  @Test
  void who_caused_a_drift_is_told_when_the_event_comes_after_the_repair() {
    driftedUnnoticed("Enabled");
    calledAgain();
    world.record(
        SUBNET,
        step -> step.suspects(List.of(Mallory.wrote(SampleRequest.SUBNET, lastDrift().foundAt()))));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone();
    assertThat(lastDrift().cause()).map(ResourceChange::actor).contains(Mallory.ACTOR);
    assertThat(world.history().get(0).reason()).isEqualTo("SubnetExplained");
    assertThat(world.history().get(0).text())
        .contains(lastDrift().foundAt().toString(), "mallory@contoso.com", "c-mallory");
  }

  @Test
  void who_is_known_to_have_caused_a_drift_is_not_replaced_by_who_is_heard_of_later() {
    drifted("Enabled");
    Drift known = lastDrift();
    calledAgain();
    Actor bob = new Actor(Optional.of("bob@contoso.com"), Optional.of("oid-bob"), Optional.empty());
    ResourceChange late =
        new ResourceChange(
            SampleRequest.SUBNET, "Microsoft.X/y/write", bob, "c-bob", known.foundAt());
    world.record(SUBNET, step -> step.suspects(List.of(late)));

    world.run(SUBNET);

    assertThat(known.cause()).map(ResourceChange::actor).contains(Mallory.ACTOR);
    assertThat(lastDrift()).isEqualTo(known);
    assertThat(world.reasons()).doesNotContain("SubnetExplained");
  }

  @Test
  void who_caused_a_drift_is_not_blamed_for_the_next_one() {
    drifted("Enabled");
    calledAgain();

    driftedUnnoticed("RouteTableEnabled");

    assertThat(world.step(SUBNET).drifts()).hasSize(2);
    assertThat(lastDrift().cause()).isEmpty();
  }

  @Test
  void what_somebody_did_after_a_drift_was_found_does_not_explain_it() {
    driftedUnnoticed("Enabled");
    calledAgain();
    world.record(
        SUBNET,
        step ->
            step.suspects(
                List.of(Mallory.wrote(SampleRequest.SUBNET, lastDrift().foundAt().plusMillis(1)))));
    List<String> before = world.reasons();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone();
    assertThat(lastDrift().cause()).isEmpty();
    assertThat(world.reasons()).isEqualTo(before);
  }

  @Test
  void a_failure_is_not_laid_at_the_door_of_who_did_something_long_ago() {
    drifted("Enabled");
    calledAgain();
    refuseReads(403, "AuthorizationFailed");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("AuthorizationFailed");
    assertThat(world.history().get(0).text()).doesNotContain("mallory");
  }

  @Test
  void what_the_guard_rails_forbid_now_is_not_repaired() {
    subnetIs("Enabled");
    world.allowsNothing();

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.FAILED);
    assertThat(lastDrift().response()).isEqualTo(Drift.Response.REPORTED);
    world.assertThatStep(SUBNET).wroteNothing();
  }

  @Test
  void the_third_drift_within_the_window_is_left_to_an_operator() {
    drifted("Enabled");
    calledAgain();
    drifted("Enabled");
    calledAgain();
    malloryIsSuspected();
    subnetIs("Enabled");

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.CONTESTED);
    assertThat(policies()).isEqualTo("Enabled");
    assertThat(world.history().get(0).reason()).isEqualTo("SubnetContested");
    assertThat(world.history().get(0).text()).contains("mallory@contoso.com", "Find out with");
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_contest_names_nobody_as_long_as_the_last_event_has_not_come() {
    drifted("Enabled");
    calledAgain();
    drifted("Enabled");
    calledAgain();
    subnetIs("Enabled");

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.CONTESTED);
    assertThat(lastDrift().cause()).isEmpty();
  }

  @Test
  void drifts_that_are_far_apart_are_repaired_each_time() {
    for (int i = 0; i < 4; i++) {
      drifted("Enabled");
      world.assertThatStep(SUBNET).isDone();
      world.pass(Duration.ofMinutes(6));
      calledAgain();
    }

    assertThat(policies()).isEqualTo("Disabled");
    world.assertThatStep(SUBNET).hasDrifted(3);
  }

  @Test
  void a_repair_that_is_undone_before_it_is_looked_at_is_another_drift() {
    subnetIs("Enabled");
    world.run(SUBNET);
    subnetIs("Enabled");
    world.run(SUBNET);
    world.assertThatStep(SUBNET).hasDrifted(2);
    subnetIs("Enabled");

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.CONTESTED);
    assertThat(world.azure.resources().writes()).hasSize(2);
  }

  @Test
  void a_repair_that_azure_refused_for_now_is_no_other_drift() {
    subnetIs("Enabled");
    world.azure.refusesWrites(FakeArm.error(409, "AnotherOperationInProgress"));
    world.run(SUBNET);
    world.run(SUBNET);
    world.run(SUBNET);
    world.azure.beforeWrite(() -> {});

    world.run(SUBNET);
    world.queues.take();
    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().hasDrifted(1);
    assertThat(world.reasons()).containsOnlyOnce("SubnetDrifted");
  }

  @Test
  void repairs_that_failed_were_undone_by_nobody() {
    for (int i = 0; i < 2; i++) {
      subnetIs("Enabled");
      world.azure.refusesWrites(FakeArm.error(403, "RequestDisallowedByPolicy"));
      world.run(SUBNET);
      world.assertThatStep(SUBNET).hasFailedWith("RequestDisallowedByPolicy");
      assertThat(lastDrift().response()).isEqualTo(Drift.Response.REPORTED);
      calledAgain();
    }
    world.azure.beforeWrite(() -> {});

    drifted("Enabled");

    world.assertThatStep(SUBNET).isDone();
    assertThat(lastDrift().response()).isEqualTo(Drift.Response.REPAIRED);
  }

  @Test
  void a_second_repair_that_azure_refused_for_now_is_no_third_drift() {
    subnetIs("Enabled");
    world.run(SUBNET);
    subnetIs("Enabled");
    world.azure.refusesWrites(FakeArm.error(409, "AnotherOperationInProgress"));
    world.run(SUBNET);
    world.assertThatStep(SUBNET).hasDrifted(2);
    world.azure.beforeWrite(() -> {});

    world.run(SUBNET);
    world.queues.take();
    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().hasDrifted(2);
  }

  @Test
  void an_operation_that_failed_for_now_is_no_other_drift() {
    subnetIs("Enabled");
    world.azure.takesTime();
    world.azure.operationFails("RetryableError");
    world.run(SUBNET);
    world.run(SUBNET);
    subnetIs("Enabled");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasSpentAttempts(2).hasDrifted(1);
  }

  @Test
  void a_repair_that_was_undone_counts_even_if_the_look_at_it_was_throttled() {
    subnetIs("Enabled");
    world.azure.takesTime();
    world.run(SUBNET);
    world.azure.resources().refuse(SampleRequest.SUBNET.value(), FakeArm.error(409, "Conflict"));

    world.run(SUBNET);

    assertThat(world.step(SUBNET).intent()).isEqualTo(Intent.NONE);
    world.assertThatStep(SUBNET).hasSpentAttempts(1);
  }

  @Test
  void a_repair_of_several_changes_is_one_drift() {
    world.run(SUBNET);
    subnetIs("Enabled");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasSpentAttempts(2).hasDrifted(1);
  }

  @Test
  void a_worker_that_died_while_it_repaired_is_followed_by_one_that_says_so() {
    subnetIs("Enabled");
    world.azure.afterWrite(World::crash);
    world.dies(SUBNET);
    world.pass(Claiming.CLAIM);
    world.queues.take();

    world.redeliver(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().hasSpentAttempts(1);
    assertThat(world.reasons()).startsWith("SubnetRepaired", "SubnetDrifted");
  }

  @Test
  void a_worker_that_died_before_it_wrote_is_followed_by_one_that_does() {
    subnetIs("Enabled");
    world.azure.beforeWrite(World::crash);
    world.dies(SUBNET);
    world.azure.beforeWrite(() -> {});
    world.pass(Claiming.CLAIM);

    world.redeliver(SUBNET);

    assertThat(policies()).isEqualTo("Disabled");
    world.assertThatStep(SUBNET).hasDrifted(1);
    assertThat(world.reasons()).containsOnlyOnce("SubnetDrifted");
  }

  @Test
  void a_worker_that_came_too_late_repairs_nothing() {
    subnetIs("Enabled");
    world.azure.afterNextRead(() -> world.record(SUBNET, step -> step.waitingFor("another")));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).wroteNothing();
    assertThat(world.reasons()).doesNotContain("SubnetDrifted");
  }

  @Test
  void each_write_goes_under_a_correlation_id_of_its_own() {
    drifted("Enabled");
    calledAgain();
    drifted("Enabled");

    assertThat(world.azure.resources().logged())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(
            id ->
                id.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }

  @ParameterizedTest
  @EnumSource(
      value = StepKind.class,
      names = {"DNS_ZONE", "ENDPOINT", "REGISTRY"})
  void what_is_gone_is_not_believed_gone_without_a_look(StepKind kind) {
    World gone = World.inWhichIsChecked(kind);
    gone.record(
        StepKind.PREFLIGHT,
        step ->
            step.finishedAt(Optional.of(gone.clock.instant()))
                .outputs(
                    Map.of(
                        "absent",
                        SampleRequest.ZONE
                            + "\n"
                            + SampleRequest.ENDPOINT
                            + "\n"
                            + SampleRequest.REGISTRY)));

    gone.run(kind);

    assertThat(gone.azure.resources().calls().get(0).method()).isEqualTo("GET");
  }

  @Test
  void what_keeps_changing_under_our_hands_is_given_up() {
    int most = LoopBreaker.MOST_IN_VAIN;
    world.record(SUBNET, step -> step.attempt(most).inVain(most - 1).differing(1));
    subnetIs("Enabled");

    world.run(SUBNET);

    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.CONTESTED);
  }

  /** For a minute. */
  private void anotherSetupWrites() {
    Instant now = world.clock.instant();
    world.store.acquire(SampleRequest.NETWORK, "another", now, now.plusSeconds(60));
  }

  /** Mallory does it, Moat puts it right. */
  private void drifted(String policies) {
    malloryIsSuspected();
    driftedUnnoticed(policies);
  }

  private void malloryIsSuspected() {
    ResourceChange now = Mallory.wrote(SampleRequest.SUBNET, world.clock.instant());
    world.record(SUBNET, step -> step.suspects(List.of(now)));
  }

  private void driftedUnnoticed(String policies) {
    subnetIs(policies);
    world.run(SUBNET);
    world.queues.take();
    world.run(SUBNET);
    world.assertThatStep(SUBNET).isDone();
  }

  /** The check ends; a minute later there is another. */
  private void calledAgain() {
    world.tell("subnet/end");
    world.pass(Duration.ofMinutes(1));
    world.pending(SUBNET);
    world.checking();
    world.tell("check/again");
    world.queues.take();
  }

  private void refuseReads(int status, String code) {
    world.azure.resources().refuse(SampleRequest.SUBNET.value(), FakeArm.error(status, code));
  }

  private Drift repaired(String found) {
    return new Drift(
        world.clock.instant(),
        List.of(new Difference(POLICIES, "Disabled", found)),
        Optional.of(Mallory.wrote(SampleRequest.SUBNET)),
        Drift.Response.REPAIRED,
        Optional.of(World.NOON));
  }

  private Drift lastDrift() {
    List<Drift> drifts = world.step(SUBNET).drifts();
    return drifts.get(drifts.size() - 1);
  }

  private String policies() {
    return world
        .azure
        .resources()
        .body(SampleRequest.SUBNET)
        .at("/properties/" + POLICIES)
        .asText();
  }

  private void subnetIs(String policies) {
    world
        .azure
        .resources()
        .with(
            SampleRequest.SUBNET,
            """
            {properties: {provisioningState: 'Succeeded', addressPrefix: '10.0.1.0/24',
             privateEndpointNetworkPolicies: '%s'}}
            """
                .formatted(policies));
  }
}
