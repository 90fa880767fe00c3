package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.PREFLIGHT;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.arm.FakeArm;
import dev.moat.model.Intent;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded before a write, and what others make of it when its worker dies. */
class ClaimsTest {

  private static final String SUBNET_AS_WANTED =
      "{properties: {addressPrefix: '10.0.1.0/24', privateEndpointNetworkPolicies: 'Disabled'}}";
  private static final String SUBNET_THAT_DIFFERS =
      "{properties: {addressPrefix: '10.0.1.0/24', privateEndpointNetworkPolicies: 'Enabled'}}";

  private static final Instant LATEST_END = World.NOON.plus(Claiming.CLAIM);
  private static final Instant CLAIM_ENDS = LATEST_END.minusSeconds(1);

  @Test
  void what_is_to_be_created_is_recorded_before_it_is() {
    World world = World.inWhichIsCalled(SUBNET);
    List<StepRecord> whileWriting = recordWhileWriting(world);

    world.run(SUBNET);

    assertThat(whileWriting).extracting(StepRecord::intent).containsExactly(Intent.CREATE);
    assertThat(whileWriting)
        .extracting(StepRecord::claimedUntil)
        .singleElement()
        .satisfies(until -> assertThat(until.orElseThrow()).isBetween(CLAIM_ENDS, LATEST_END));
  }

  @Test
  void what_is_to_be_updated_is_recorded_before_it_is() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.resources().with(SampleRequest.SUBNET, SUBNET_THAT_DIFFERS);
    List<StepRecord> whileWriting = recordWhileWriting(world);

    world.run(SUBNET);

    assertThat(whileWriting).extracting(StepRecord::intent).containsExactly(Intent.UPDATE);
    world.assertThatStep(SUBNET).isDone().wroteOnce().wasNotMadeByMoat();
    assertThat(world.reasons()).startsWith("SubnetUpdated");
  }

  @Test
  void what_is_as_wanted_is_found_and_not_made() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.resources().with(SampleRequest.SUBNET, SUBNET_AS_WANTED);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing().hasSpentAttempts(0).wasNotMadeByMoat();
    assertThat(world.reasons()).startsWith("SubnetFound");
  }

  @Test
  void a_step_that_another_worker_is_writing_is_left_to_it() {
    World world = inWhichTheWorkerDiesAfterItsWrite();
    int calls = world.azure.calls();
    world.pass(Duration.ofSeconds(5));

    world.redeliver(SUBNET);

    world.assertThatStep(SUBNET).waitsFor("another worker");
    assertThat(world.step(SUBNET).wakeAt().orElseThrow()).isBetween(CLAIM_ENDS, LATEST_END);
    assertThat(world.azure.calls()).isEqualTo(calls);
  }

  @Test
  void what_a_worker_made_before_it_died_is_found_and_was_made_by_moat() {
    World world = inWhichTheWorkerDiesAfterItsWrite();
    world.redeliver(SUBNET);
    world.queues.take();
    world.pass(Claiming.CLAIM);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().wasMadeByMoat().hasSpentAttempts(0);
    assertThat(world.reasons()).startsWith("SubnetFound");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_azure_logs_a_change_under_is_kept_even_if_it_is_not_what_was_asked_for(boolean slow) {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.logsUnder("azures-own");
    if (slow) {
      world.azure.takesTime();
    }

    world.run(SUBNET);

    assertThat(world.step(SUBNET).correlationId()).contains("azures-own");
  }

  @Test
  void a_claim_ends_by_itself() {
    World world = inWhichTheWorkerDiesAfterItsWrite();
    world.azure.afterWrite(() -> {});
    world.pass(Claiming.CLAIM);

    world.redeliver(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteOnce().wasMadeByMoat();
  }

  @Test
  void what_azure_refused_to_create_and_another_made_is_not_moats() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.refusesWrites(FakeArm.error(409, "AnotherOperationInProgress"));
    world.run(SUBNET);
    world.queues.take();
    world.azure.resources().with(SampleRequest.SUBNET, SUBNET_AS_WANTED);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing().wasNotMadeByMoat();
  }

  @Test
  void what_azure_may_have_created_although_its_answer_was_lost_is_moats() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.refusesWrites(FakeArm.error(503, "ServiceUnavailable"));
    world.run(SUBNET);
    world.queues.take();
    world.azure.resources().with(SampleRequest.SUBNET, SUBNET_AS_WANTED);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wroteNothing().wasMadeByMoat();
  }

  @Test
  void what_moat_made_and_then_updates_was_still_made_by_moat() {
    World world = inWhichTheWorkerDiesAfterItsWrite();
    world.azure.resources().with(SampleRequest.SUBNET, SUBNET_THAT_DIFFERS);
    world.azure.afterWrite(() -> {});
    world.pass(Claiming.CLAIM);

    world.redeliver(SUBNET);

    world.assertThatStep(SUBNET).isDone().wasMadeByMoat();
    assertThat(world.azure.resources().writes()).hasSize(2);
  }

  @Test
  void a_refusal_does_not_unsay_what_an_earlier_write_may_have_made() {
    World world = inWhichTheWorkerDiesAfterItsWrite();
    world.azure.resources().without(SampleRequest.SUBNET);
    world.azure.afterWrite(() -> {});
    world.azure.refusesWrites(FakeArm.error(409, "AnotherOperationInProgress"));
    world.pass(Claiming.CLAIM);

    world.redeliver(SUBNET);

    assertThat(world.step(SUBNET).intent()).isEqualTo(Intent.CREATE);
  }

  @Test
  void what_could_not_be_created_is_told_as_that() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.refusesWrites(FakeArm.error(403, "AuthorizationFailed"));

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("AuthorizationFailed").wasNotMadeByMoat();
    assertThat(world.reasons()).startsWith("CannotCreateSubnet");
    assertThat(world.step(SUBNET).intent()).isEqualTo(Intent.NONE);
  }

  @Test
  void what_moat_made_in_an_earlier_generation_stays_moats() {
    World world = World.inWhichIsCalled(SUBNET);
    world.record(SUBNET, step -> step.createdByMoat(true));
    world.azure.resources().with(SampleRequest.SUBNET, SUBNET_AS_WANTED);

    world.run(SUBNET);

    world.assertThatStep(SUBNET).isDone().wasMadeByMoat();
  }

  @Test
  void what_the_preflight_just_saw_absent_is_created_without_a_look() {
    World world = inWhichTheEndpointWasSeenAbsent();

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).isDone().wroteOnce();
    assertThat(world.azure.resources().reads()).isEmpty();
  }

  @Test
  void a_redelivered_call_never_writes_on_presumed_absence() {
    World world = inWhichTheEndpointWasSeenAbsent();
    world.azure.resources().with(SampleRequest.ENDPOINT, "{properties: {}}");

    world.redeliver(ENDPOINT);

    world.assertThatStep(ENDPOINT).wroteNothing();
    assertThat(world.azure.resources().reads()).hasSize(1);
  }

  @Test
  void a_later_turn_never_writes_on_presumed_absence() {
    World world = inWhichTheEndpointWasSeenAbsent();
    world.azure.resources().with(SampleRequest.ENDPOINT, "{properties: {}}");
    world.record(ENDPOINT, step -> step.status(StepStatus.PARKED).turn(2));

    world.run(ENDPOINT);

    world.assertThatStep(ENDPOINT).wroteNothing();
  }

  @Test
  void rails_that_were_narrowed_since_the_request_stop_the_write() {
    World world = World.inWhichIsCalled(SUBNET);
    world.allowsNothing();

    world.run(SUBNET);

    world.assertThatStep(SUBNET).hasFailedWith("ScopeNotAllowed").wroteNothing();
    assertThat(world.step(SUBNET).intent()).isEqualTo(Intent.NONE);
  }

  private static World inWhichTheEndpointWasSeenAbsent() {
    World world = World.inWhichIsCalled(ENDPOINT);
    world.record(PREFLIGHT, step -> step.outputs(Map.of("absent", SampleRequest.ENDPOINT.value())));
    return world;
  }

  private static World inWhichTheWorkerDiesAfterItsWrite() {
    World world = World.inWhichIsCalled(SUBNET);
    world.azure.afterWrite(
        () -> {
          throw new IllegalStateException("died");
        });
    assertThatThrownBy(() -> world.run(SUBNET)).hasMessage("died");
    return world;
  }

  private static List<StepRecord> recordWhileWriting(World world) {
    List<StepRecord> records = new ArrayList<>();
    world.azure.beforeWrite(() -> records.add(world.step(SUBNET)));
    return records;
  }
}
