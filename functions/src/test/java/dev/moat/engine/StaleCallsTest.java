package dev.moat.engine;

import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.contract.Samples;
import dev.moat.model.SetupId;
import dev.moat.model.StepMessage;
import dev.moat.model.StepName;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that were answered before, and workers that were overtaken. */
class StaleCallsTest {

  private final World world = World.inWhichIsCalled(SUBNET);

  @Test
  void a_call_of_an_earlier_turn_is_dropped() {
    StepMessage first = world.call(SUBNET);
    world.record(SUBNET, step -> step.status(StepStatus.PARKED).turn(2));

    assertThatNothingHappensOn(first);
  }

  @Test
  void a_call_of_an_older_generation_is_dropped() {
    StepMessage old = world.call(SUBNET);
    world.take(SampleRequest.again("secureacr-2"));
    world.record(SUBNET, step -> step.status(StepStatus.QUEUED).turn(1));
    world.queues.take();

    assertThatNothingHappensOn(old);
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "FAILED", "NOT_PLANNED"})
  void a_call_of_a_step_that_has_ended_is_dropped(StepStatus ended) {
    world.ended(ended, SUBNET);

    assertThatNothingHappensOn(world.call(SUBNET));
  }

  @Test
  void a_call_of_a_step_that_is_in_no_plan_is_dropped() {
    assertThatNothingHappensOn(new StepMessage(World.SETUP, 1, new StepName("subnet.other"), 1));
  }

  @Test
  void a_call_of_an_unknown_setup_is_an_error() {
    StepMessage call = new StepMessage(new SetupId("nobody-0123456789"), 1, World.name(SUBNET), 1);

    assertThatThrownBy(() -> world.run(call, false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nobody-0123456789");
  }

  @Test
  void what_a_crash_left_unsent_is_sent_even_by_a_stale_call() {
    StepMessage stale = new StepMessage(World.SETUP, 1, World.name(SUBNET), 0);
    world.store.commit(Change.of(World.SETUP).send(Samples.event("left-behind")));

    world.run(stale, true);

    assertThat(world.queues.sent()).hasSize(1);
    assertThat(world.state().unsent()).isEmpty();
  }

  @Test
  void a_worker_that_was_overtaken_before_it_wrote_does_not_write() {
    world.beforeEachCommit(this::anotherWorkerEndsTheStep);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).wroteNothing().hasSpentAttempts(9);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void the_result_of_a_worker_that_was_overtaken_while_it_wrote_is_dropped() {
    world.azure.afterWrite(this::anotherWorkerEndsTheStep);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).wroteOnce().hasSpentAttempts(9);
    assertThat(world.queues.sent()).isEmpty();
    assertThat(world.reasons()).containsExactly("SetupAccepted");
  }

  private void anotherWorkerEndsTheStep() {
    world.record(SUBNET, step -> step.status(StepStatus.SUCCEEDED).attempt(9));
  }

  private void assertThatNothingHappensOn(StepMessage call) {
    SetupState before = world.state();

    world.run(call, false);

    assertThat(world.state()).isEqualTo(before);
    assertThat(world.azure.calls()).isZero();
    assertThat(world.queues.sent()).isEmpty();
  }
}
