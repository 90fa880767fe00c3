package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The work on a setup is stopped. */
class CancellingTest {

  private static final Verb CANCEL = new Verb.Cancel();

  @Test
  void what_is_worked_on_is_let_be_and_what_has_ended_stays() {
    World world = World.inWhichAzureWorksOn(ENDPOINT);
    world.ended(StepStatus.FAILED, IDENTITY_GRANT);

    world.does(CANCEL);

    StepRecord halted = world.step(ENDPOINT);
    assertThat(halted.status()).isEqualTo(StepStatus.PENDING);
    assertThat(halted.operation()).contains(SlowAzure.OPERATION);
    assertThat(halted.waitingFor()).isEmpty();
    assertThat(halted.wakeAt()).isEmpty();
    assertThat(world.step(IDENTITY_GRANT).status()).isEqualTo(StepStatus.FAILED);
    assertThat(world.queues.sent()).isEmpty();
    assertThat(world.reasons().get(0)).isEqualTo("SetupCancelled");
  }

  @Test
  void nothing_more_happens_to_it() {
    World world = World.inWhichAzureWorksOn(ENDPOINT);
    world.does(CANCEL);
    SetupState cancelled = world.state();
    world.pass(Duration.ofDays(1));

    world.tell("endpoint/2");
    world.redeliver(ENDPOINT);
    world.sweep();

    assertThat(world.callOverdue()).isZero();
    assertThat(world.state()).isEqualTo(cancelled);
    assertThat(world.azure.polls()).isEmpty();
  }

  @Test
  void a_worker_that_is_just_writing_keeps_its_claim() {
    World world = World.inWhichIsCalled(ENDPOINT);
    Instant until = world.clock.instant().plus(Claiming.CLAIM);
    world.record(ENDPOINT, step -> step.claimedUntil(until));

    world.does(CANCEL);

    assertThat(world.step(ENDPOINT).claimedUntil()).contains(until);
  }

  @Test
  void the_result_of_a_worker_that_comes_too_late_is_not_recorded() {
    World world = World.inWhichIsCalled(ENDPOINT);
    world.azure.takesTime();
    world.azure.afterWrite(() -> world.does(CANCEL));

    world.run(ENDPOINT);

    assertThat(world.status()).isEqualTo(SetupStatus.CANCELLED);
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(ENDPOINT).operation()).isEmpty();
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void what_awaits_an_approval_is_let_be_too() {
    World world = World.inWhichIsCalled(ENDPOINT);
    world.record(ENDPOINT, step -> step.status(StepStatus.AWAITING_APPROVAL));

    world.does(CANCEL);

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.PENDING);
  }

  @Test
  void a_step_that_was_never_called_is_as_it_was() {
    World world = World.inWhichIsCalled(ENDPOINT);

    world.does(CANCEL);

    assertThat(world.step(ZONE_GROUP)).isEqualTo(StepRecord.pending(World.name(ZONE_GROUP), 1));
  }

  @Test
  void a_new_request_makes_it_anyway() {
    World world = World.inWhichAzureWorksOn(ENDPOINT);
    world.does(CANCEL);

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    world.assertThatStep(ENDPOINT).wasMadeByMoat();
  }

  @Test
  void what_does_not_run_is_not_cancelled() {
    World world = World.inWhichAllIsKept();

    Answer.Refused refused = (Answer.Refused) world.ask(CANCEL, Optional.empty());

    assertThat(refused.code()).isEqualTo("NotRunning");
    assertThat(refused.message()).contains("SUCCEEDED");
  }

  @Test
  void what_is_cancelled_is_not_cancelled_again() {
    World world = World.inWhichIsCalled(ENDPOINT);
    world.does(CANCEL);

    assertThat(((Answer.Refused) world.ask(CANCEL)).code()).isEqualTo("NotRunning");
  }
}
