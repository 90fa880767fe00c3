package dev.moat.engine;

import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.arm.OperationStatus;
import dev.moat.model.StepError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Azure takes its time for: each turn is a new worker that knows the record only. */
class OperationsTest {

  private static final Duration MEDIAN = Duration.ofSeconds(4);

  @Test
  void a_step_parks_while_azure_works() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.takesTime();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("Azure").isCalledAgainIn(MEDIAN).hasSpentAttempts(1);
    assertThat(world.step(SUBNET).operation()).contains(SlowAzure.OPERATION);
    assertThat(world.reasons()).startsWith("SubnetWaiting");
  }

  @Test
  void each_call_is_a_turn_of_its_own() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    assertThat(world.step(SUBNET).turn()).isEqualTo(2);
    world.azure.operationIs(new OperationStatus.Running(Optional.empty()));

    world.run(SUBNET);

    assertThat(world.step(SUBNET).turn()).isEqualTo(3);
  }

  @Test
  void a_longer_wait_that_azure_asks_for_is_kept() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.takesTime().asksToWait(Duration.ofSeconds(25));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isCalledAgainIn(Duration.ofSeconds(25));
  }

  @Test
  void a_change_that_azure_made_at_once_is_done() {
    World world = World.inWhichIsCalled(SUBNET);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().hasSpentAttempts(1).wasMadeByMoat();
    assertThat(world.reasons()).startsWith("SubnetCreated");
  }

  @Test
  void a_change_that_azure_took_without_an_operation_is_looked_at_later() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.answersStillChanging();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("Azure").isCalledAgainIn(MEDIAN).hasSpentAttempts(1);
    assertThat(world.step(SUBNET).operation()).isEmpty();
  }

  @Test
  void whoever_is_called_next_asks_for_the_operation_and_does_nothing_else() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    int reads = world.azure.resources().reads().size();
    world.azure.operationIs(new OperationStatus.Running(Optional.empty()));

    world.run(SUBNET);

    assertThat(world.azure.polls()).containsExactly(SlowAzure.OPERATION);
    assertThat(world.azure.resources().reads()).hasSize(reads);
    world.assertThatStep(SUBNET).waitsFor("Azure").isCalledAgainIn(MEDIAN.dividedBy(4)).wroteOnce();
    assertThat(world.step(SUBNET).operation()).contains(SlowAzure.OPERATION);
  }

  @Test
  void an_operation_is_not_asked_for_before_azure_says_so() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationIs(new OperationStatus.Running(Optional.of(Duration.ofSeconds(30))));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isCalledAgainIn(Duration.ofSeconds(30));
  }

  @Test
  void waiting_on_is_not_told_again_and_again() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationIs(new OperationStatus.Running(Optional.empty()));

    world.run(SUBNET);

    assertThat(world.reasons()).containsOnlyOnce("SubnetWaiting");
  }

  @Test
  void azures_word_that_it_succeeded_needs_no_look() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    int reads = world.azure.resources().reads().size();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().hasSpentAttempts(1).wasMadeByMoat();
    assertThat(world.azure.resources().reads()).hasSize(reads);
    assertThat(world.reasons()).startsWith("SubnetCreated");
  }

  @Test
  void an_operation_that_lost_against_another_is_begun_again_later() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationFails("RetryableError");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("another operation").hasSpentAttempts(1).wroteOnce();
    assertThat(world.step(SUBNET).operation()).isEmpty();
    Instant now = world.clock.instant();
    assertThat(world.step(SUBNET).wakeAt().orElseThrow())
        .isBetween(now.plusSeconds(20), now.plusSeconds(25));
  }

  @Test
  void an_operation_that_retrying_does_not_help_fails_the_step() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationFails("NetcfgSubnetRangesOverlap");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("NetcfgSubnetRangesOverlap");
    assertThat(world.step(SUBNET).error())
        .map(StepError::advice)
        .contains("Ask for a range that no other subnet uses, then replay the step.");
    assertThat(world.history().get(0).reason()).isEqualTo("CannotCreateSubnet");
    assertThat(world.history().get(0).text()).contains("NetcfgSubnetRangesOverlap", "Ask for");
  }

  @Test
  void an_error_without_a_code_is_named_by_its_status() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.refusesWrites(FakeArm.error(400, ""));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("Status400");
  }

  @Test
  void of_an_operation_that_azure_forgot_the_resource_tells() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationIs(new OperationStatus.Forgotten());

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().wasMadeByMoat();
    assertThat(world.azure.resources().calls())
        .last()
        .extracting(FakeArm.Call::method)
        .isEqualTo("GET");
  }

  @Test
  void a_forgotten_operation_that_left_nothing_is_begun_again() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationIs(new OperationStatus.Forgotten());
    world.azure.resources().without(SampleRequest.SUBNET);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("Azure").hasSpentAttempts(2);
    assertThat(world.azure.resources().writes()).hasSize(2);
  }

  @Test
  void five_operations_that_failed_are_enough() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.azure.operationFails("RetryableError");
    for (int failed = 1; failed < Refusals.MOST_ATTEMPTS; failed++) {
      world.run(SUBNET);
      world.azure.resources().without(SampleRequest.SUBNET);
      world.run(SUBNET);
    }
    world.assertThatStep(SUBNET).hasSpentAttempts(5).waitsFor("Azure");
    world.queues.take();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("RetryableError").hasSpentAttempts(5);
    assertThat(world.azure.resources().writes()).hasSize(5);
  }

  @Test
  void trouble_on_the_way_to_azure_is_no_failed_operation() {
    World world = World.inWhichAzureWorksOn(SUBNET);
    world.record(SUBNET, step -> step.attempt(Refusals.MOST_ATTEMPTS).operation(Optional.empty()));
    ArmError away = FakeArm.error(503, "ServiceUnavailable");
    world.azure.afterNextRead(
        () -> {
          throw new ArmException("GET", away);
        });

    world.run(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("Azure to answer");
  }

  @Test
  void a_resource_that_azure_is_still_changing_is_waited_for() {
    World world = World.inWhichIsCalled(SUBNET);
    world
        .azure
        .resources()
        .with(SampleRequest.SUBNET, "{properties: {provisioningState: 'Updating'}}");

    world.run(SUBNET);

    world
        .assertThatStep(SUBNET)
        .waitsFor("it is Updating")
        .isCalledAgainIn(Duration.ofSeconds(2))
        .wroteNothing()
        .hasSpentAttempts(0);
  }

  @Test
  void what_no_retry_will_change_fails_at_once() {
    World world = World.inWhichIsCalled(SUBNET);
    world
        .azure
        .resources()
        .with(SampleRequest.SUBNET, "{properties: {addressPrefix: '10.7.0.0/24'}}");

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("SubnetPrefixDiffers").wroteNothing();
    assertThat(world.reasons()).startsWith("CannotUseSubnet");
    assertThat(world.step(SUBNET).drifts()).isEmpty();
  }
}
