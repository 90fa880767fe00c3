package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which steps of a setup that is checked are called, and in which order. */
class ProgressTest {

  private final World world = World.inWhichAllIsKept();

  @Test
  void an_opened_step_is_called_in_a_turn_of_its_own() {
    world.record(DNS_ZONE, step -> step.turn(7));
    open(DNS_ZONE);

    world.tell("check/1");

    assertThat(world.called()).containsExactly(DNS_ZONE);
    assertThat(world.step(DNS_ZONE).turn()).isEqualTo(8);
    assertThat(world.step(DNS_ZONE).startedAt()).contains(world.clock.instant());
  }

  @Test
  void opened_steps_are_called_each_after_its_prerequisites() {
    open(DNS_ZONE, LINK, LOCKDOWN, ENDPOINT);

    world.tell("check/1");

    assertThat(world.called()).containsExactlyInAnyOrder(DNS_ZONE, ENDPOINT);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"FAILED", "DRIFTED", "CONTESTED"})
  void a_kept_step_is_called_even_if_a_prerequisite_is_not_as_asked_any_more(StepStatus how) {
    open(LOCKDOWN);
    world.ended(how, IDENTITY_GRANT);

    world.tell("check/1");

    assertThat(world.called()).containsExactly(LOCKDOWN);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"FAILED", "DRIFTED", "CONTESTED"})
  void nothing_is_looked_at_on_a_registry_that_is_gone(StepStatus how) {
    open(ENDPOINT, LOCKDOWN);
    world.lost(REGISTRY, how);

    world.tell("check/1");

    assertThat(world.called()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.DRIFTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"FAILED", "DRIFTED", "CONTESTED"})
  void a_registry_that_is_there_and_not_as_asked_keeps_nothing_from_being_looked_at(
      StepStatus how) {
    open(ENDPOINT);
    world.ended(how, REGISTRY);

    world.tell("check/1");

    assertThat(world.called()).containsExactly(ENDPOINT);
  }

  @Test
  void the_lock_does_not_wait_for_what_awaits_an_approval() {
    open(ZONE_GROUP, LOCKDOWN);
    world.record(ENDPOINT, step -> step.status(StepStatus.AWAITING_APPROVAL));

    world.tell("check/1");

    assertThat(world.called()).containsExactly(LOCKDOWN);
  }

  @Test
  void the_lock_waits_for_what_is_coming() {
    open(ZONE_GROUP, LOCKDOWN);
    world.record(ENDPOINT, step -> step.status(StepStatus.QUEUED));

    world.tell("check/1");

    assertThat(world.called()).isEmpty();
  }

  @Test
  void what_has_failed_looks_again_when_something_it_stands_on_is_in_order_again() {
    open();
    world.ended(StepStatus.FAILED, LOCKDOWN);
    world.pass(Duration.ofSeconds(1));
    world.kept(ENDPOINT);

    world.tell("endpoint/2");

    assertThat(world.called()).containsExactly(LOCKDOWN);
  }

  @Test
  void what_failed_after_all_that_it_stands_on_was_seen_in_order_looks_no_further() {
    open();
    world.kept(ENDPOINT);
    world.pass(Duration.ofSeconds(1));
    world.ended(StepStatus.FAILED, LOCKDOWN);

    world.tell("lockdown/2");

    assertThat(world.called()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.DRIFTED);
  }

  @Test
  void what_waits_for_the_registry_is_called_when_it_is_back() {
    open(ENDPOINT);
    world.lost(REGISTRY, StepStatus.DRIFTED);
    world.tell("check/1");
    world.checking();
    world.kept(REGISTRY);

    world.tell("registry/2");

    assertThat(world.called()).contains(ENDPOINT);
  }

  @ParameterizedTest
  @EnumSource(
      value = StepStatus.class,
      names = {"PENDING", "QUEUED", "PARKED"})
  void a_kept_step_waits_while_a_prerequisite_is_being_looked_at(StepStatus how) {
    open(LOCKDOWN);
    world.record(ZONE_GROUP, step -> step.status(how));
    world.record(ENDPOINT, step -> step.status(StepStatus.PARKED));

    world.tell("check/1");

    assertThat(world.called()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.CHECKING);
  }

  @Test
  void a_step_that_never_was_as_asked_waits_for_success() {
    open(DNS_ZONE);
    world.record(LINK, step -> step.status(StepStatus.PENDING).startedAt(Optional.empty()));
    World fresh = World.withSetup();
    fresh.ended(StepStatus.SUCCEEDED, StepKind.PREFLIGHT, VIRTUAL_NETWORK, REGISTRY);
    fresh.ended(StepStatus.DRIFTED, DNS_ZONE);

    fresh.tell("dns-zone/1");

    assertThat(fresh.called()).doesNotContain(LINK);
  }

  @Test
  void what_relies_on_a_repaired_step_is_looked_at_again() {
    open();
    repaired(DNS_ZONE, world.clock.instant());

    world.tell("dns-zone/3");

    assertThat(world.called()).containsExactlyInAnyOrder(LINK, ZONE_GROUP);
    assertThat(world.step(LINK).attempt()).isZero();
    assertThat(world.step(LINK).finishedAt()).isEmpty();
    assertThat(world.step(LINK).turn()).isEqualTo(2);
  }

  @Test
  void it_is_looked_at_once() {
    open();
    repaired(DNS_ZONE, world.clock.instant());
    world.tell("dns-zone/3");
    world.queues.take();
    world.kept(LINK);
    world.kept(ZONE_GROUP);

    world.tell("link/2");

    assertThat(world.called()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
  }

  @Test
  void what_looked_while_its_prerequisite_was_repaired_looks_again() {
    open();
    Instant started = world.clock.instant();
    world.pass(Duration.ofSeconds(30));
    repaired(DNS_ZONE, world.clock.instant());
    world.kept(ZONE_GROUP);
    world.kept(LINK);
    world.record(LINK, step -> step.startedAt(Optional.of(started)));

    world.tell("link/2");

    assertThat(world.called()).containsExactly(LINK);
  }

  @Test
  void a_prerequisite_that_was_only_looked_at_leads_to_no_further_look() {
    open();
    world.kept(DNS_ZONE);

    world.tell("dns-zone/2");

    assertThat(world.called()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
  }

  @Test
  void a_prerequisite_whose_repair_failed_leads_to_no_further_look() {
    open();
    repaired(DNS_ZONE, world.clock.instant());
    world.ended(StepStatus.FAILED, DNS_ZONE);

    world.tell("dns-zone/2");

    assertThat(world.called()).isEmpty();
  }

  @Test
  void what_is_ignored_or_contested_is_not_looked_at_on_account_of_others() {
    world.policy(new DriftPolicy(OnDrift.REPAIR, Map.of("link", OnDrift.IGNORE), false));
    open();
    repaired(DNS_ZONE, world.clock.instant());
    world.ended(StepStatus.CONTESTED, ZONE_GROUP);

    world.tell("dns-zone/2");

    assertThat(world.called()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.DRIFTED);
  }

  @Test
  void while_a_setup_is_made_nothing_is_called_twice() {
    World running = World.inWhichIsCalled(SUBNET);
    running.pass(Duration.ofSeconds(9));
    running.record(
        SUBNET,
        step ->
            step.status(StepStatus.SUCCEEDED)
                .attempt(1)
                .succeededAt(running.clock.instant())
                .finishedAt(Optional.of(running.clock.instant())));
    running.kept(REGISTRY);
    running.kept(DNS_ZONE);
    running.tell("subnet/2");
    running.queues.take();
    running.tell("subnet/2");

    assertThat(running.called()).isEmpty();
  }

  private void open(StepKind... kinds) {
    for (StepKind kind : kinds) {
      world.pending(kind);
    }
    world.checking();
  }

  private void repaired(StepKind kind, Instant at) {
    world.kept(kind);
    world.record(
        kind, step -> step.attempt(1).startedAt(Optional.of(at)).finishedAt(Optional.of(at)));
  }
}
