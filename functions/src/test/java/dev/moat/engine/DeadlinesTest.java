package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.OperationStatus;
import dev.moat.contract.TestClock;
import dev.moat.model.ResourceId;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

  private static final SetupRecord SETUP =
      SetupRecord.accepted(World.SETUP, 1, SampleRequest.REQUEST, World.NOON);
  private static final ResourceId CONNECTION =
      SampleRequest.REGISTRY.child("privateEndpointConnections", "c1");

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

    assertThat(deadlines.isOver(SETUP, record)).isEqualTo(over);
  }

  @Test
  void a_step_that_was_never_called_has_all_its_time() {
    assertThat(deadlines.isOver(SETUP, StepRecord.pending(StepName.of(SUBNET), 1))).isFalse();
  }

  @Test
  void what_waits_in_time_goes_on_waiting() {
    Outcome later = later(called(SUBNET));

    assertThat(deadlines.apply(SETUP, called(SUBNET), later)).isSameAs(later);
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
  void a_restore_needs_no_proof_and_has_the_time_of_any_step() {
    SetupRecord restored = SETUP.reversing(Reversal.restore(Optional.empty()));
    clock.advance(Duration.ofHours(3));

    Outcome outcome = deadlines.apply(restored, called(LOCKDOWN), later(called(LOCKDOWN)));

    assertThat(((Outcome.Failed) outcome).error().code()).isEqualTo("DeadlineExceeded");
  }

  @ParameterizedTest(name = "after {0}: over {1}")
  @CsvSource({"PT72H, false", "PT72H0.001S, true"})
  void a_person_has_three_days_to_approve(Duration waited, boolean over) {
    StepRecord waiting = awaiting();
    clock.advance(waited);

    assertThat(deadlines.isOver(SETUP, waiting)).isEqualTo(over);
  }

  @Test
  void an_approval_that_never_comes_fails_the_step_and_says_who_has_to_act() {
    StepRecord waiting = awaiting();
    clock.advance(Duration.ofHours(73));

    Outcome outcome = deadlines.apply(SETUP, waiting, still(waiting));

    StepError error = ((Outcome.Failed) outcome).error();
    assertThat(error.code()).isEqualTo("NotApproved");
    assertThat(error.message()).contains("PT72H", "the owner");
    assertThat(error.advice()).contains("approved in Azure, or approve it here");
  }

  @Test
  void a_new_connection_is_waited_for_anew_and_the_same_one_goes_on() {
    StepRecord waiting = awaiting();
    clock.advance(Duration.ofHours(73));
    ResourceId another = SampleRequest.REGISTRY.child("privateEndpointConnections", "c2");

    assertThat(deadlines.isOver(SETUP, waits(waiting, CONNECTION))).isTrue();
    assertThat(deadlines.isOver(SETUP, waits(waiting, another))).isFalse();
  }

  @Test
  void what_follows_an_approval_has_its_time_from_then_on() {
    StepRecord waiting = awaiting();
    clock.advance(Duration.ofHours(50));
    Outcome later = later(waiting);

    assertThat(deadlines.apply(SETUP, waiting, later)).isSameAs(later);
    StepRecord approved = Waking.woken(waiting.change(), clock.instant());
    clock.advance(Duration.ofHours(2));
    assertThat(deadlines.isOver(SETUP, approved)).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(deadlines.isOver(SETUP, approved)).isTrue();
  }

  @Test
  void what_is_done_is_done_however_late() {
    clock.advance(Duration.ofDays(1));
    Outcome done = new Outcome.Done(called(SUBNET).change(), "as wanted");

    assertThat(deadlines.apply(SETUP, called(SUBNET), done)).isSameAs(done);
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
    return ((Outcome.Failed) deadlines.apply(SETUP, called(kind), later(called(kind)))).error();
  }

  private static Outcome later(StepRecord record) {
    return new Outcome.Later(record.change(), Duration.ofSeconds(1), "the moon");
  }

  private StepRecord awaiting() {
    return waits(called(ENDPOINT), CONNECTION);
  }

  private StepRecord waits(StepRecord step, ResourceId connection) {
    return Approvals.waits(step.change(), connection, clock.instant())
        .status(StepStatus.AWAITING_APPROVAL)
        .record();
  }

  private static Outcome still(StepRecord waiting) {
    return new Outcome.Later(
        waiting.change(),
        Duration.ofMinutes(1),
        "the owner",
        Optional.empty(),
        StepStatus.AWAITING_APPROVAL);
  }

  private static StepRecord called(StepKind kind) {
    return StepRecord.pending(StepName.of(kind), 1)
        .change()
        .startedAt(Optional.of(World.NOON))
        .record();
  }
}
