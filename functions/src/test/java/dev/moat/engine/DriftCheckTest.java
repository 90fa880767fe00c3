package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.queue.QueueException;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DriftCheckTest {

  private final World world = World.inWhichAllIsKept();

  @Test
  void a_step_that_a_change_touches_is_opened_and_no_other() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.check();

    assertThat(open()).containsExactly(ENDPOINT);
    assertThat(world.status()).isEqualTo(SetupStatus.CHECKING);
    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.told()).extracting(SetupEvent::generation).containsExactly(1L);
    assertThat(world.azure.calls()).isZero();
  }

  @Test
  void what_a_deletion_took_along_is_opened_too() {
    notice(Mallory.deleted(SampleRequest.ENDPOINT));

    world.check();

    assertThat(open()).containsExactlyInAnyOrder(ENDPOINT, ZONE_GROUP);
  }

  @Test
  void an_opened_step_begins_anew_and_keeps_what_it_knows() {
    world.record(
        ENDPOINT,
        step ->
            step.turn(7)
                .attempt(3)
                .status(StepStatus.FAILED)
                .intent(Intent.CREATE)
                .error(Optional.of(new StepError("c", "m", "a")))
                .outputs(Map.of("networkInterface", "/nic")));
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.check();

    StepRecord step = world.step(ENDPOINT);
    assertThat(step.status()).isEqualTo(StepStatus.PENDING);
    assertThat(step.turn()).isEqualTo(7);
    assertThat(step.attempt()).isZero();
    assertThat(step.intent()).isEqualTo(Intent.NONE);
    assertThat(step.createdByMoat()).isTrue();
    assertThat(step.error()).isEmpty();
    assertThat(step.finishedAt()).isEmpty();
    assertThat(step.outputs()).containsEntry("networkInterface", "/nic");
    assertThat(step.succeededAt()).contains(World.NOON);
    assertThat(step.suspects()).containsExactly(Mallory.wrote(SampleRequest.ENDPOINT));
  }

  @Test
  void a_change_that_touches_nothing_is_forgotten_and_nothing_else_happens() {
    notice(Mallory.wrote(SampleRequest.GROUP.extension("Microsoft.Web", "sites", "shop")));

    world.check();

    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(open()).isEmpty();
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_call_for_which_nothing_was_noticed_changes_nothing() {
    SetupState before = world.state();

    world.check();

    assertThat(world.state()).isEqualTo(before);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_step_whose_drift_is_to_be_ignored_stays_closed() {
    world.policy(new DriftPolicy(OnDrift.REPAIR, Map.of("endpoint", OnDrift.IGNORE), false));
    notice(Mallory.deleted(SampleRequest.ENDPOINT));

    world.check();

    assertThat(open()).containsExactly(ZONE_GROUP);
  }

  @Test
  void a_step_that_is_only_reported_is_opened() {
    world.policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.check();

    assertThat(open()).containsExactly(ENDPOINT);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"SUCCEEDED", "FAILED", "DRIFTED"})
  void a_kept_step_is_opened_however_it_ended(StepStatus how) {
    world.ended(how, ENDPOINT);
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.check();

    assertThat(open()).containsExactly(ENDPOINT);
  }

  @Test
  void a_contested_step_is_left_to_the_operator() {
    world.ended(StepStatus.CONTESTED, ENDPOINT);
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.check();

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.CONTESTED);
    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
  }

  @Test
  void a_contested_step_learns_who_did_it_and_nothing_else_happens() {
    Drift unexplained =
        new Drift(
            Mallory.ONE,
            List.of(new Difference("a", "b", "c")),
            Optional.empty(),
            Drift.Response.CONTESTED);
    world.ended(StepStatus.CONTESTED, ENDPOINT);
    world.record(ENDPOINT, step -> step.drifts(List.of(unexplained)));
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.check();

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.CONTESTED);
    assertThat(world.step(ENDPOINT).drifts())
        .containsExactly(unexplained.causedBy(Mallory.wrote(SampleRequest.ENDPOINT)));
    assertThat(world.reasons()).startsWith("EndpointExplained");
    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_step_that_never_was_as_asked_is_left_to_the_operator() {
    World other = World.withSetup();
    other.ended(StepStatus.FAILED, PREFLIGHT, ENDPOINT);
    other.tell("preflight/1");
    other.store.notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT));

    other.check();

    assertThat(other.status()).isEqualTo(SetupStatus.FAILED);
    assertThat(other.step(ENDPOINT).status()).isEqualTo(StepStatus.FAILED);
    assertThat(other.state().noticed()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"QUEUED", "PARKED"})
  void a_change_of_what_is_being_worked_on_is_looked_into_later(StepStatus working) {
    world.checking();
    world.record(ENDPOINT, step -> step.status(working));
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    SetupState before = world.state();

    world.check();

    assertThat(world.state()).isEqualTo(before);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void other_changes_are_looked_into_while_a_step_is_being_worked_on() {
    world.checking();
    world.record(ENDPOINT, step -> step.status(StepStatus.PARKED));
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    notice(Mallory.wrote(SampleRequest.ZONE));

    world.check();

    assertThat(open()).containsExactly(DNS_ZONE);
    assertThat(world.state().noticed())
        .extracting(notice -> notice.value().resource())
        .containsExactly(SampleRequest.ENDPOINT);
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_step_that_waits_to_look_again_learns_of_further_changes() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    world.check();
    ResourceChange second = Mallory.wrote(SampleRequest.ENDPOINT, Mallory.ONE.plusSeconds(20));
    notice(second);

    world.check();

    assertThat(world.step(ENDPOINT).suspects())
        .containsExactly(Mallory.wrote(SampleRequest.ENDPOINT), second);
  }

  @Test
  void the_latest_suspects_are_kept_whatever_order_they_came_in() {
    for (int i : List.of(6, 2, 5, 1, 7, 3, 4)) {
      notice(somebody("x/write", i));
    }

    world.check();

    assertThat(suspects()).containsExactly("3", "4", "5", "6", "7");
  }

  @Test
  void what_many_ask_for_and_write_takes_no_place_from_a_deletion() {
    notice(somebody("x/delete", 0));
    notice(somebody("x/write", 1));
    for (int i = 2; i < 9; i++) {
      notice(somebody("x/list/action", i));
      notice(somebody("x/write", 10 + i));
    }

    world.check();

    assertThat(suspects())
        .startsWith("0")
        .containsSubsequence("14", "15", "16", "17", "18")
        .doesNotContain("1", "2", "13");
  }

  @Test
  void many_actions_take_no_place_from_a_change() {
    notice(somebody("x/write", 0));
    for (int i = 1; i < 7; i++) {
      notice(somebody("x/list/action", i));
    }

    world.check();

    assertThat(suspects()).startsWith("0");
  }

  /** What somebody of that name did to the endpoint, so many seconds after one. */
  private static ResourceChange somebody(String operation, int seconds) {
    Actor actor = new Actor(Optional.of("" + seconds), Optional.empty(), Optional.empty());
    Instant at = Mallory.ONE.plusSeconds(seconds);
    return new ResourceChange(SampleRequest.ENDPOINT, operation, actor, "c", at);
  }

  /** The names of the endpoint's suspects. */
  private List<String> suspects() {
    return world.step(ENDPOINT).suspects().stream()
        .map(change -> change.actor().name().orElseThrow())
        .toList();
  }

  @Test
  void each_step_suspects_only_what_touches_it() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    notice(Mallory.wrote(SampleRequest.ZONE));

    world.check();

    assertThat(world.step(DNS_ZONE).suspects()).containsExactly(Mallory.wrote(SampleRequest.ZONE));
  }

  @Test
  void any_number_of_changes_that_touch_nothing_is_forgotten() {
    ResourceId sites = SampleRequest.GROUP.extension("Microsoft.Web", "sites", "shop");
    for (int i = 0; i < 120; i++) {
      notice(Mallory.wrote(sites.child("slots", "slot" + i)));
    }

    world.check();

    assertThat(world.state().noticed()).isEmpty();
  }

  @Test
  void more_changes_than_fit_into_one_transaction_are_looked_into_after_the_first() {
    for (int i = 0; i < 120; i++) {
      notice(Mallory.wrote(SampleRequest.ZONE_GROUP.child("x", "x" + i)));
    }

    world.check();
    assertThat(world.state().noticed()).hasSize(70);
    assertThat(open()).containsExactly(ZONE_GROUP);
    world.kept(ZONE_GROUP);
    world.tell("zone-group/2");

    assertThat(world.queues.sentTo(Messages.DRIFT_CHECKS)).hasSize(1);
  }

  @Test
  void a_sweep_opens_every_kept_step_but_the_preflight() {
    world.sweep();

    assertThat(open())
        .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(PREFLIGHT)));
    assertThat(world.status()).isEqualTo(SetupStatus.CHECKING);
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_sweep_leaves_out_what_is_ignored_and_what_is_contested() {
    world.policy(new DriftPolicy(OnDrift.IGNORE, Map.of("lockdown", OnDrift.REPAIR), false));
    world.ended(StepStatus.CONTESTED, LINK);

    world.sweep();

    assertThat(open()).containsExactly(LOCKDOWN);
  }

  @Test
  void a_sweep_opens_what_has_ended_beside_what_is_worked_on() {
    world.checking();
    world.record(LOCKDOWN, step -> step.status(StepStatus.PARKED));

    world.sweep();

    assertThat(open()).contains(LINK, ZONE_GROUP).doesNotContain(LOCKDOWN);
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.PARKED);
  }

  @Test
  void a_sweep_leaves_notices_to_their_own_check() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));

    world.sweep();

    assertThat(world.state().noticed()).hasSize(1);
  }

  @Test
  void the_event_that_follows_is_told_from_that_of_another_check() {
    world.check(new DriftCheckCall(World.SETUP, true, "sweep/7"));

    assertThat(world.told()).extracting(SetupEvent::cause).containsExactly("check/sweep/7");
  }

  @Test
  void the_same_call_again_changes_nothing() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    world.check();
    SetupState once = world.state();

    world.check();

    assertThat(world.state()).isEqualTo(once);
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_check_while_the_setup_is_made_keeps_it_running() {
    World running = World.inWhichIsCalled(ENDPOINT);
    running.kept(SUBNET);
    running.store.notice(World.SETUP, Mallory.wrote(SampleRequest.SUBNET));

    running.check();

    assertThat(running.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(running.step(SUBNET).status()).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void a_setup_cannot_end_while_a_check_opens_one_of_its_steps() {
    world.pending(DNS_ZONE);
    world.checking();
    world.kept(DNS_ZONE);
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    world.beforeEachCommit(
        () -> {
          world.beforeEachCommit(() -> {});
          world.check();
        });

    world.tell("dns-zone/2");

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.QUEUED);
    assertThat(world.status()).isEqualTo(SetupStatus.CHECKING);
  }

  @Test
  void what_relies_on_a_change_that_nobody_followed_up_yet_is_opened_with_it() {
    world.checking();
    world.record(
        VIRTUAL_NETWORK,
        step ->
            step.attempt(1)
                .startedAt(Optional.of(world.clock.instant()))
                .finishedAt(Optional.of(world.clock.instant())));
    notice(Mallory.wrote(SampleRequest.NETWORK));

    world.check();

    assertThat(open()).containsExactlyInAnyOrder(VIRTUAL_NETWORK, SUBNET, LINK);
  }

  @Test
  void a_notice_that_comes_meanwhile_is_not_forgotten() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    ResourceChange again = Mallory.wrote(SampleRequest.ENDPOINT, Mallory.ONE.plusSeconds(9));
    world.beforeEachCommit(
        () -> {
          world.beforeEachCommit(() -> {});
          notice(again);
        });

    world.check();

    assertThat(world.step(ENDPOINT).suspects()).containsExactly(again);
  }

  @Test
  void a_new_generation_that_opens_meanwhile_wins() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    world.beforeEachCommit(
        () -> {
          world.beforeEachCommit(() -> {});
          world.take(SampleRequest.again("secureacr-2"));
        });

    world.check();

    assertThat(world.setup().generation()).isEqualTo(2);
    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(world.step(ENDPOINT).isKept()).isFalse();
  }

  @Test
  void gives_the_call_back_when_others_are_always_ahead() {
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    world.beforeEachCommit(() -> world.record(ENDPOINT, step -> step));

    assertThatIllegalStateException()
        .isThrownBy(world::check)
        .withMessageContaining(World.SETUP.value())
        .withMessageContaining("changed by others");
  }

  @Test
  void a_call_for_an_unknown_setup_is_dropped() {
    world.check(new DriftCheckCall(new SetupId("nobody-0123456789"), true, "sweep/1"));

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void what_a_crash_left_unsent_is_sent_first() {
    world.queues.beforeSend(
        message -> {
          throw new QueueException("The broker is away", new RuntimeException());
        });
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    assertThatThrownBy(world::check).isInstanceOf(QueueException.class);
    world.queues.beforeSend(message -> {});

    world.check();

    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_message_of_before_does_not_call_an_opened_step() {
    world.pass(Duration.ofMinutes(1));
    notice(Mallory.wrote(SampleRequest.ENDPOINT));
    world.check();

    world.redeliver(ENDPOINT);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.azure.calls()).isZero();
  }

  @Test
  void a_registry_that_is_gone_opens_what_stood_on_it() {
    notice(Mallory.deleted(SampleRequest.REGISTRY));

    world.check();

    assertThat(open()).contains(REGISTRY, LOCKDOWN).doesNotContain(SUBNET, DNS_ZONE);
  }

  private void notice(ResourceChange change) {
    world.store.notice(World.SETUP, change);
  }

  private Set<StepKind> open() {
    return Arrays.stream(StepKind.values())
        .filter(kind -> world.step(kind).status() == StepStatus.PENDING)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(StepKind.class)));
  }
}
