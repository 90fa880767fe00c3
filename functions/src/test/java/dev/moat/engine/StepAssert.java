package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.StepError;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What became of a step, in the words of the domain. */
final class StepAssert {

  private final World world;
  private final StepRecord step;

  StepAssert(World world, StepRecord step) {
    this.world = world;
    this.step = step;
  }

  /** It ended well, nothing of it is left over, and its orchestrator was told once. */
  StepAssert isDone() {
    assertThat(step.status()).as("status of %s", step).isEqualTo(StepStatus.SUCCEEDED);
    assertThat(step.error()).isEmpty();
    return hasEnded();
  }

  /** It failed with this code and with advice, and its orchestrator was told once. */
  StepAssert hasFailedWith(String code) {
    assertThat(step.status()).as("status of %s", step).isEqualTo(StepStatus.FAILED);
    assertThat(step.error()).map(StepError::code).contains(code);
    assertThat(step.error())
        .map(StepError::advice)
        .hasValueSatisfying(a -> assertThat(a).isNotBlank());
    return hasEnded();
  }

  /** It is parked, and exactly one message calls it, that long from now. */
  StepAssert isCalledAgainIn(Duration delay) {
    assertThat(step.status()).as("status of %s", step).isEqualTo(StepStatus.PARKED);
    assertThat(step.wakeAt()).contains(world.clock.instant().plus(delay));
    assertThat(calls()).extracting(Outgoing::notBefore).containsExactly(step.wakeAt());
    assertThat(Messages.readStepMessage(calls().get(0).body()))
        .isEqualTo(new StepMessage(World.SETUP, step.generation(), step.name(), step.turn()));
    return this;
  }

  /** It is parked, and exactly one message calls it at once. */
  StepAssert isCalledNow() {
    assertThat(step.status()).as("status of %s", step).isEqualTo(StepStatus.PARKED);
    assertThat(calls()).extracting(Outgoing::notBefore).containsExactly(Optional.empty());
    return this;
  }

  StepAssert waitsFor(String words) {
    assertThat(step.status()).as("status of %s", step).isEqualTo(StepStatus.PARKED);
    assertThat(step.waitingFor()).hasValueSatisfying(text -> assertThat(text).contains(words));
    assertThat(step.claimedUntil()).isEmpty();
    assertThat(world.told()).isEmpty();
    return this;
  }

  StepAssert hasSpentAttempts(int attempts) {
    assertThat(step.attempt()).as("attempts of %s", step).isEqualTo(attempts);
    return this;
  }

  /** So many drifts of it are remembered. */
  StepAssert hasDrifted(int times) {
    assertThat(step.drifts()).as("drifts of %s", step).hasSize(times);
    return this;
  }

  StepAssert wasMadeByMoat() {
    assertThat(step.createdByMoat()).as("%s was made by Moat", step).isTrue();
    return this;
  }

  StepAssert wasNotMadeByMoat() {
    assertThat(step.createdByMoat()).as("%s was made by Moat", step).isFalse();
    return this;
  }

  /** Azure was not written to in this world. */
  StepAssert wroteNothing() {
    assertThat(world.azure.resources().writes()).isEmpty();
    return this;
  }

  StepAssert wroteOnce() {
    assertThat(world.azure.resources().writes()).hasSize(1);
    return this;
  }

  private StepAssert hasEnded() {
    assertThat(step.operation()).isEmpty();
    assertThat(step.claimedUntil()).isEmpty();
    assertThat(step.waitingFor()).isEmpty();
    assertThat(step.wakeAt()).isEmpty();
    assertThat(step.finishedAt()).contains(world.clock.instant());
    assertThat(calls()).isEmpty();
    assertThat(world.told()).extracting(SetupEvent::setup).containsExactly(World.SETUP);
    return this;
  }

  private List<Outgoing> calls() {
    return world.queues.sentTo(Messages.stepQueue(step.name().kind()));
  }
}
