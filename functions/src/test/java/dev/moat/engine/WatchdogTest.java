package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.store.SetupState;
import dev.moat.store.StoreException;
import dev.moat.store.UnreadableException;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private static final Duration LATE = Watchdog.OVERDUE.plusSeconds(1);

  @Test
  void a_queued_step_that_never_answered_is_called_again_in_a_new_turn() {
    World world = World.inWhichIsCalled(SUBNET);
    world.pass(LATE);

    assertThat(world.callOverdue()).isEqualTo(1);

    assertThat(world.step(SUBNET).turn()).isEqualTo(2);
    assertThat(world.queues.sent()).extracting(Outgoing::notBefore).containsOnly(Optional.empty());
    assertThat(Messages.readStepMessage(world.queues.sent().get(0).body()))
        .isEqualTo(world.call(SUBNET));
    assertThat(world.reasons()).contains("SubnetCalledAgain");
  }

  @Test
  void a_parked_step_that_did_not_wake_is_called_again_and_keeps_its_operation() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    int turn = world.step(SUBNET).turn();
    world.pass(Duration.between(World.NOON, world.step(SUBNET).wakeAt().orElseThrow()).plus(LATE));

    world.callOverdue();

    assertThat(world.called()).containsExactly(SUBNET);
    assertThat(world.step(SUBNET).turn()).isEqualTo(turn + 1);
    assertThat(world.step(SUBNET).operation()).contains(SlowAzure.OPERATION);
  }

  @Test
  void a_step_that_is_being_written_is_left_to_its_worker() {
    World world = World.inWhichIsCalled(SUBNET);
    world.pass(LATE);
    world.record(SUBNET, step -> step.claimedUntil(world.clock.instant().plusSeconds(1)));

    assertThat(world.callOverdue()).isZero();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.callOverdue()).isEqualTo(1);
  }

  @Test
  void a_step_is_given_a_quarter_of_an_hour() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.pass(
        Duration.between(World.NOON, world.step(SUBNET).wakeAt().orElseThrow())
            .plus(Duration.ofMinutes(15)));
    SetupState before = world.state();

    assertThat(world.callOverdue()).isZero();

    assertThat(world.state()).isEqualTo(before);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_step_that_was_just_called_again_is_given_its_time_anew() {
    World world = World.inWhichIsCalled(SUBNET);
    world.pass(LATE);
    world.callOverdue();
    world.queues.take();
    world.pass(Duration.ofMinutes(10));

    assertThat(world.callOverdue()).isZero();
  }

  @Test
  void only_the_overdue_steps_are_called_again() {
    World world = World.inWhichIsCalled(SUBNET);
    world.pass(LATE);
    world.record(
        DNS_ZONE,
        step -> step.status(StepStatus.QUEUED).startedAt(Optional.of(world.clock.instant())));

    world.callOverdue();

    assertThat(world.called()).containsExactly(SUBNET);
  }

  @Test
  void a_step_past_its_deadline_fails_and_tells() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.pass(World.SETTINGS.stepDeadline().plus(LATE));

    assertThat(world.callOverdue()).isEqualTo(1);

    world.assertThatStep(SUBNET).hasFailedWith("DeadlineExceeded");
    assertThat(world.reasons()).contains("CannotCreateSubnet");
  }

  @Test
  void a_lockdown_past_its_deadline_fails_for_want_of_a_proof() {
    World world = World.inWhichIsCalled(LOCKDOWN);
    world.pass(World.SETTINGS.proofDeadline().plus(LATE));

    world.callOverdue();

    world.assertThatStep(LOCKDOWN).hasFailedWith("PrivatePathNotProved");
    assertThat(world.step(LOCKDOWN).error()).map(StepError::message).isPresent();
  }

  @Test
  void a_setup_whose_last_event_was_lost_is_orchestrated_again() {
    World world = World.withSetup();
    world.succeeded(PREFLIGHT);
    world.pass(LATE);

    assertThat(world.callOverdue()).isEqualTo(1);

    assertThat(world.told()).extracting(SetupEvent::generation).containsExactly(1L);
    world.tell(world.told().get(0));
    assertThat(world.called()).contains(DNS_ZONE);
  }

  @Test
  void a_setup_whose_first_event_was_lost_is_orchestrated_again() {
    World world = World.withSetup();
    world.pass(LATE);

    world.callOverdue();

    assertThat(world.told()).hasSize(1);
  }

  @Test
  void an_event_is_given_a_quarter_of_an_hour() {
    World world = World.withSetup();
    world.pass(Duration.ofMinutes(10));
    world.succeeded(PREFLIGHT);
    world.pass(Duration.ofMinutes(10));

    assertThat(world.callOverdue()).isZero();

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void the_second_lost_event_is_told_again_too() {
    World world = World.withSetup();
    world.pass(LATE);
    world.callOverdue();
    String first = world.queues.take().get(0).messageId();
    world.pass(LATE);

    world.callOverdue();

    assertThat(world.queues.sent())
        .extracting(Outgoing::messageId)
        .doesNotContain(first)
        .hasSize(1);
  }

  @Test
  void a_check_whose_event_was_lost_is_orchestrated_again() {
    World world = World.inWhichAllIsKept();
    world.sweep();
    world.queues.take();
    world.pass(LATE);

    assertThat(world.callOverdue()).isEqualTo(1);

    world.tell(world.told().get(0));
    assertThat(world.called()).contains(DNS_ZONE);
  }

  @Test
  void a_step_of_a_check_that_never_answered_is_called_again() {
    World world = World.inWhichIsChecked(SUBNET);
    int turn = world.step(SUBNET).turn();
    world.pass(LATE);

    assertThat(world.callOverdue()).isEqualTo(1);

    assertThat(world.called()).containsExactly(SUBNET);
    assertThat(world.step(SUBNET).turn()).isEqualTo(turn + 1);
  }

  @Test
  void a_check_that_cannot_go_on_ends_as_drifted() {
    World world = World.inWhichIsChecked(SUBNET);
    world.pass(World.SETTINGS.stepDeadline().plus(LATE));
    world.callOverdue();

    world.tell(world.told().get(0));

    assertThat(world.status()).isEqualTo(SetupStatus.DRIFTED);
  }

  @Test
  void a_restore_whose_time_is_over_is_called_again() {
    World world = World.inWhichAllIsKept();
    world.restored(Optional.of(world.clock.instant().plusSeconds(60)));
    world.pass(Duration.ofSeconds(60));

    assertThat(world.callOverdue()).isEqualTo(1);

    world.tell(world.told().get(0));
    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(world.setup().reversal()).isEmpty();
  }

  @Test
  void a_restore_whose_time_is_not_over_is_left_alone() {
    World world = World.inWhichAllIsKept();
    world.restored(Optional.of(world.clock.instant().plusSeconds(60)));
    world.pass(Duration.ofSeconds(59));

    assertThat(world.callOverdue()).isZero();
  }

  @Test
  void a_restore_for_good_is_left_alone() {
    World world = World.inWhichAllIsKept();
    world.restored(Optional.empty());
    world.pass(Duration.ofDays(1));

    assertThat(world.callOverdue()).isZero();
  }

  @Test
  void ended_setups_are_left_alone() {
    World world = World.withSetup();
    world.succeeded(StepKind.values());
    world.tell("lockdown/7");
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    world.pass(Duration.ofDays(1));

    assertThat(world.callOverdue()).isZero();

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_worker_that_answers_meanwhile_is_ahead() {
    World world = World.inWhichIsCalled(SUBNET);
    world.pass(LATE);
    world.beforeEachCommit(() -> world.succeeded(SUBNET));

    assertThat(world.callOverdue()).isZero();

    assertThat(world.queues.sent()).isEmpty();
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void a_setup_whose_state_is_out_of_reach_holds_up_no_other() {
    World world = World.withSetup();
    world.take(SampleRequest.again("another").replace("secureacr2021", "anotheracr"));
    world.queues.take();
    world.pass(LATE);
    world.store.around(
        new WriteHook() {
          private boolean failed;

          @Override
          public void before(Write write) {
            if (write == Write.COMMIT && !failed) {
              failed = true;
              throw new StoreException("Cannot write the first");
            }
          }
        });

    assertThatThrownBy(world::callOverdue).hasMessage("Cannot write the first");

    assertThat(world.queues.sent()).hasSize(1);
  }

  @Test
  void a_setup_that_cannot_be_read_holds_up_no_other() {
    World world = World.withSetup();
    world.take(SampleRequest.again("another").replace("secureacr2021", "anotheracr"));
    world.queues.take();
    world.pass(LATE);
    world.store.spoil(world.setup());

    assertThatThrownBy(world::callOverdue).isInstanceOf(UnreadableException.class);

    assertThat(world.told())
        .singleElement()
        .satisfies(event -> assertThat(event.setup().registryName()).isEqualTo("anotheracr"));
  }
}
