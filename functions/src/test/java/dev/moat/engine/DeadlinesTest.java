package dev.moat.engine;

import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.OperationStatus;
import dev.moat.contract.TestClock;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

  private final TestClock clock = new TestClock(World.NOON);
  private final Deadlines deadlines = new Deadlines(World.SETTINGS, clock);

  @ParameterizedTest(name = "{0} after {1}: over {2}")
  @CsvSource({
    "SUBNET,   PT2H,          false",
    "SUBNET,   PT2H0.001S,    true",
    "ENDPOINT, PT2H0.001S,    true",
    "LOCKDOWN, PT2H0.001S,    false",
    "LOCKDOWN, PT6H,          false",
    "LOCKDOWN, PT6H0.001S,    true"
  })
  void a_step_has_its_time_from_its_first_call(StepKind kind, Duration waited, boolean over) {
    StepRecord record = called(kind);
    clock.advance(waited);

    assertThat(deadlines.isOver(record)).isEqualTo(over);
  }

  @Test
  void a_step_that_was_never_called_has_all_its_time() {
    assertThat(deadlines.isOver(StepRecord.pending(StepName.of(SUBNET), 1))).isFalse();
  }

  @Test
  void what_waits_in_time_goes_on_waiting() {
    Outcome later = later(called(SUBNET));

    assertThat(deadlines.apply(called(SUBNET), later)).isSameAs(later);
  }

  @Test
  void what_waited_too_long_fails_and_says_for_what() {
    clock.advance(Duration.ofHours(3));

    assertThat(errorOf(SUBNET).code()).isEqualTo("DeadlineExceeded");
    assertThat(errorOf(SUBNET).message()).contains("subnet", "PT2H", "the moon");
    assertThat(errorOf(SUBNET).advice()).contains("replay the step");
  }

  @Test
  void a_lockdown_that_waited_too_long_says_what_is_not_proved() {
    clock.advance(Duration.ofHours(7));

    assertThat(errorOf(LOCKDOWN).code()).isEqualTo("PrivatePathNotProved");
    assertThat(errorOf(LOCKDOWN).message()).contains("PT6H", "the moon");
    assertThat(errorOf(LOCKDOWN).advice()).contains("stays reachable");
  }

  @Test
  void what_is_done_is_done_however_late() {
    clock.advance(Duration.ofDays(1));
    Outcome done = new Outcome.Done(called(SUBNET).change(), "as wanted");

    assertThat(deadlines.apply(called(SUBNET), done)).isSameAs(done);
  }

  @Test
  void an_operation_that_never_ends_fails_the_step() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationIs(new OperationStatus.Running(Optional.empty()));
    world.pass(World.SETTINGS.stepDeadline().plusSeconds(1));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("DeadlineExceeded");
    assertThat(world.step(SUBNET).error().map(StepError::message))
        .hasValueSatisfying(
            text -> assertThat(text).endsWith("waited longer than PT2H for: Azure."));
  }

  private StepError errorOf(StepKind kind) {
    return ((Outcome.Failed) deadlines.apply(called(kind), later(called(kind)))).error();
  }

  private static Outcome later(StepRecord record) {
    return new Outcome.Later(record.change(), Duration.ofSeconds(1), "the moon");
  }

  private static StepRecord called(StepKind kind) {
    return StepRecord.pending(StepName.of(kind), 1)
        .change()
        .startedAt(Optional.of(World.NOON))
        .record();
  }
}
