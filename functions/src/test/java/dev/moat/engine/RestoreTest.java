package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.FakeArm;
import dev.moat.model.Outgoing;
import dev.moat.model.Reversal;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The registry's network settings become as they were before Moat, for a while or for good. */
class RestoreTest {

  private static final Verb FOR_GOOD = new Verb.Restore(Optional.empty());
  private static final Verb FOR_TWO_HOURS = new Verb.Restore(Optional.of(Duration.ofHours(2)));
  private static final Verb REPLAY = new Verb.Replay(Set.of());

  private final World world = Made.byMoat();

  @Test
  void the_settings_come_back_and_nothing_else_is_touched() {
    world.does(FOR_GOOD);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.RESTORED);
    assertThat(Made.access(world)).isEqualTo("Enabled");
    assertThat(Made.writes(world)).containsExactly("PATCH secureacr2021");
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(world.reasons()).startsWith("SetupRestored", "LockdownRestored", "RestoreRequested");
    assertThat(world.history().get(2).text())
        .isEqualTo(
            "alice@contoso.com (object id oid-alice) asked to restore the registry's network"
                + " settings for good");
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_registry_that_is_open_already_is_restored_without_a_change() {
    world
        .azure
        .resources()
        .body(SampleRequest.REGISTRY)
        .withObject("/properties")
        .put("publicNetworkAccess", "Enabled");

    world.does(FOR_GOOD);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(Made.writes(world)).isEmpty();
  }

  @Test
  void what_is_being_made_is_let_be_and_its_messages_are_void() {
    World making = World.inWhichAzureWorksOn(ENDPOINT);
    int turn = making.step(ENDPOINT).turn();

    making.does(FOR_GOOD);
    making.redeliver(ENDPOINT);
    making.settle();

    assertThat(making.status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(making.step(ENDPOINT).status()).isEqualTo(StepStatus.PENDING);
    assertThat(making.step(ENDPOINT).turn()).isEqualTo(turn);
    assertThat(making.step(ENDPOINT).operation()).contains(SlowAzure.OPERATION);
    assertThat(making.azure.polls()).isEmpty();
  }

  @Test
  void a_lock_that_is_just_being_written_is_undone_after_that() {
    world.record(
        LOCKDOWN,
        step ->
            step.status(StepStatus.QUEUED)
                .claimedUntil(world.clock.instant().plus(Claiming.CLAIM)));
    world.checking();

    world.does(FOR_GOOD);
    Instant asked = world.clock.instant();
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(world.clock.instant()).isAfterOrEqualTo(asked.plus(Claiming.CLAIM));
    assertThat(Made.access(world)).isEqualTo("Enabled");
  }

  @Test
  void after_its_time_the_registry_is_locked_again_on_a_fresh_proof() {
    world.does(FOR_TWO_HOURS);
    world.settle();
    Instant until = world.setup().reversal().flatMap(Reversal::until).orElseThrow();
    assertThat(world.queues.sent())
        .extracting(Outgoing::notBefore)
        .containsExactly(Optional.of(until));
    assertThat(world.history().get(0).text()).endsWith("until " + until);

    world.pass(Duration.ofHours(2));
    world.queues.take();
    world.tell("relock");

    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(world.setup().reversal()).isEmpty();
    assertThat(world.reasons().get(0)).isEqualTo("SetupRelocking");
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(LOCKDOWN).isKept()).isFalse();
    assertThat(world.step(LOCKDOWN).outputs()).containsEntry("posture", Made.POSTURE);
    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(LINK).isKept()).isTrue();
  }

  @Test
  void before_its_time_nothing_is_locked() {
    world.does(FOR_TWO_HOURS);
    world.settle();
    world.pass(Duration.ofHours(2).minusSeconds(1).minus(sinceAsked()));

    world.tell("relock");

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
  }

  @Test
  void a_replay_locks_it_again_before_its_time() {
    world.does(FOR_GOOD);
    world.settle();

    world.does(REPLAY);

    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(world.setup().reversal()).isEmpty();
    assertThat(world.history().get(0).text()).contains("alice@contoso.com");
  }

  @Test
  void a_restored_registry_is_not_checked_for_drift() {
    world.does(FOR_GOOD);
    world.settle();
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.REGISTRY));

    world.check();
    world.sweep();

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_restore_may_be_prolonged_shortened_and_made_lasting() {
    world.does(FOR_TWO_HOURS);
    world.settle();
    world.queues.take();

    world.does(new Verb.Restore(Optional.of(Duration.ofHours(5))));

    Instant until = world.clock.instant().plus(Duration.ofHours(5));
    assertThat(world.setup().reversal().flatMap(Reversal::until)).contains(until);
    assertThat(world.queues.sent())
        .extracting(Outgoing::notBefore)
        .containsExactly(Optional.of(until));
    world.does(FOR_GOOD);
    assertThat(world.setup().reversal().flatMap(Reversal::until)).isEmpty();
    world.pass(Duration.ofHours(6));
    world.tell("relock");
    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
  }

  @Test
  void what_is_restored_for_good_cannot_be_restored_again() {
    world.does(FOR_GOOD);
    world.settle();

    assertThat(refusal(FOR_GOOD)).isEqualTo("AlreadyRestored");
  }

  @Test
  void a_restore_that_is_under_way_is_not_asked_for_twice() {
    world.does(FOR_GOOD);

    assertThat(refusal(FOR_TWO_HOURS)).isEqualTo("ReversalUnderWay");
  }

  @Test
  void a_restore_that_azure_refuses_fails_and_a_replay_goes_on_with_it() {
    world.azure.refusesWrites(FakeArm.error(409, "ScopeLocked"));
    world.does(FOR_GOOD);
    world.settle();
    assertThat(world.status()).isEqualTo(SetupStatus.FAILED);
    assertThat(world.step(LOCKDOWN).error().map(StepError::code)).contains("ScopeLocked");

    world.azure.beforeWrite(() -> {});
    world.does(REPLAY);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(Made.access(world)).isEqualTo("Enabled");
  }

  @Test
  void settings_that_something_changes_back_each_time_fail_in_the_end() {
    world.azure.afterWrite(
        () ->
            world
                .azure
                .resources()
                .body(SampleRequest.REGISTRY)
                .withObject("/properties")
                .put("publicNetworkAccess", "Disabled"));

    world.does(FOR_GOOD);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.FAILED);
    assertThat(world.step(LOCKDOWN).error().map(StepError::code)).contains("ChangeUndone");
    assertThat(Made.writes(world)).hasSize(LoopBreaker.MOST_IN_VAIN);
  }

  @Test
  void a_cancelled_restore_may_be_asked_for_again() {
    world.does(FOR_GOOD);
    world.does(new Verb.Cancel());
    world.settle();
    assertThat(Made.access(world)).isEqualTo("Disabled");

    world.does(FOR_GOOD);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.RESTORED);
  }

  @Test
  void a_new_request_makes_it_private_again() {
    world.does(FOR_GOOD);
    world.settle();

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.setup().reversal()).isEmpty();
    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(world.step(LOCKDOWN).outputs()).containsEntry("posture", Made.POSTURE);
  }

  private Duration sinceAsked() {
    return Duration.between(World.NOON.plus(Duration.ofHours(1)), world.clock.instant());
  }

  private String refusal(Verb verb) {
    return ((Answer.Refused) world.ask(verb)).code();
  }
}
