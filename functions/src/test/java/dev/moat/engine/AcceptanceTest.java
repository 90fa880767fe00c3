package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.SUBNET;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.StoreException;
import dev.moat.store.Versioned;
import dev.moat.store.WriteHook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptanceTest {

  @Test
  void a_new_generation_begins_without_what_was_noticed_of_the_one_before() {
    World world = World.inWhichAllIsKept();
    Drift drift = new Drift(World.NOON, List.of(), Optional.empty(), Drift.Response.CONTESTED);
    world.record(
        SUBNET,
        step ->
            step.status(StepStatus.CONTESTED)
                .drifts(List.of(drift))
                .correlationId("c")
                .suspects(List.of(Mallory.wrote(SampleRequest.SUBNET))));
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT));
    StepRecord before = world.step(SUBNET);

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.step(SUBNET))
        .isEqualTo(
            StepRecord.pending(World.name(SUBNET), 2).change().earlierChangesOf(before).record());
    assertThat(world.step(SUBNET).earlierCorrelationIds()).containsExactly("c");
    assertThat(world.state().records())
        .filteredOn(StepRecord::isKept)
        .extracting(step -> step.name().kind())
        .as("the registry that is locked is guarded")
        .containsExactly(StepKind.LOCKDOWN);
  }

  @Test
  void more_notices_than_fit_into_one_transaction_do_not_keep_a_generation_from_opening() {
    World world = World.inWhichAllIsKept();
    for (int i = 0; i < 150; i++) {
      world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT.child("x", "x" + i)));
    }

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.setup().generation()).isEqualTo(2);
    assertThat(world.state().noticed()).isNotEmpty().hasSizeLessThan(150);
  }

  private final World world = new World();

  @Test
  void a_request_becomes_the_first_generation_of_a_setup() {
    world.take(SampleRequest.TEXT);

    assertThat(world.setup().generation()).isEqualTo(1);
    assertThat(world.setup().request()).isEqualTo(SampleRequest.REQUEST);
    assertThat(world.setup().acceptedAt()).isEqualTo(World.NOON);
    assertThat(world.status()).isEqualTo(SetupStatus.RUNNING);
    assertThat(world.reasons()).containsExactly("SetupAccepted");
    assertThat(world.told()).containsExactly(new SetupEvent(World.SETUP, 1, "accepted"));
  }

  @Test
  void the_sample_that_speaks_of_drift_is_accepted_with_what_it_says() {
    world.take(SampleRequest.read("/docs/samples/secureacr-on-drift.json"));

    assertThat(world.store.rejected(9)).isEmpty();
    assertThat(world.setup().request().driftPolicy().of(World.name(SUBNET)))
        .isEqualTo(OnDrift.IGNORE);
    assertThat(world.setup().request().driftPolicy().of(World.name(IDENTITY_GRANT)))
        .isEqualTo(OnDrift.REPORT);
    assertThat(world.setup().request().driftPolicy().of(World.name(LOCKDOWN)))
        .isEqualTo(OnDrift.REPAIR);
  }

  @Test
  void every_step_of_the_plan_can_be_named_for_drift_but_the_preflight() {
    String steps =
        Plans.of(SampleRequest.REQUEST).steps().stream()
            .map(PlannedStep::name)
            .filter(name -> name.kind().mayDrift())
            .map("\"%s\": \"Report\""::formatted)
            .collect(joining(","));

    world.take(
        SampleRequest.TEXT.replace(
            "\"schemaVersion\": 1,",
            "\"schemaVersion\": 1, \"onDrift\": {\"steps\": {" + steps + "}},"));

    assertThat(world.setup().request().driftPolicy().steps()).hasSize(9);
  }

  @Test
  void every_step_of_the_plan_has_a_record() {
    world.take(SampleRequest.TEXT);

    assertThat(world.state().steps().values())
        .extracting(Versioned::value)
        .containsExactlyInAnyOrderElementsOf(
            Plans.of(SampleRequest.REQUEST).steps().stream()
                .map(PlannedStep::name)
                .map(name -> StepRecord.pending(name, 1))
                .toList());
  }

  @Test
  void the_same_message_again_changes_nothing() {
    world.take(SampleRequest.TEXT);
    SetupState accepted = world.state();
    world.queues.take();

    world.take(SampleRequest.TEXT, "message-2");

    assertThat(world.state()).isEqualTo(accepted);
    assertThat(world.queues.sent()).isEmpty();
    assertThat(world.store.rejected(9)).isEmpty();
  }

  @Test
  void a_request_is_not_lost_when_a_worker_dies_after_it_remembered_its_id() {
    failAt(WriteHook.Write.COMMIT);
    assertThatThrownBy(() -> world.take(SampleRequest.TEXT)).isInstanceOf(StoreException.class);
    world.store.around(new WriteHook() {});

    world.take(SampleRequest.TEXT);

    assertThat(world.setup().generation()).isEqualTo(1);
    assertThat(world.told()).containsExactly(new SetupEvent(World.SETUP, 1, "accepted"));
  }

  @Test
  void the_first_event_is_not_lost_when_a_worker_dies_before_it_sent_it() {
    world.queues.beforeSend(
        message -> {
          throw new StoreException("died");
        });
    assertThatThrownBy(() -> world.take(SampleRequest.TEXT)).isInstanceOf(StoreException.class);
    world.queues.beforeSend(message -> {});

    world.take(SampleRequest.TEXT);

    assertThat(world.setup().generation()).isEqualTo(1);
    assertThat(world.told()).containsExactly(new SetupEvent(World.SETUP, 1, "accepted"));
  }

  @Test
  void two_requests_for_one_registry_at_once_both_become_generations() {
    world.beforeEachCommit(
        () -> {
          world.store.around(new WriteHook() {});
          world.take(SampleRequest.again("secureacr-2"), "message-2");
        });

    world.take(SampleRequest.TEXT);

    assertThat(world.setup().generation()).isEqualTo(2);
    assertThat(world.setup().request().requestId()).isEqualTo("secureacr-1");
    assertThat(world.reasons()).containsExactly("SetupAccepted", "SetupAccepted");
  }

  @Test
  void gives_the_message_back_when_others_are_always_ahead() {
    world.take(SampleRequest.TEXT);
    world.beforeEachCommit(world::touchSetup);

    assertThatThrownBy(() -> world.take(SampleRequest.again("secureacr-2")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changed by others");
    assertThat(world.setup().generation()).isEqualTo(1);
  }

  @Test
  void a_newer_request_starts_all_steps_anew() {
    world.take(SampleRequest.TEXT);
    world.ended(StepStatus.FAILED, SUBNET);
    world.record(
        ENDPOINT,
        step -> step.status(StepStatus.PARKED).turn(4).operation(Optional.of(SlowAzure.OPERATION)));

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(world.setup().generation()).isEqualTo(2);
    assertThat(world.state().steps().values())
        .extracting(Versioned::value)
        .containsExactlyInAnyOrderElementsOf(
            Plans.of(SampleRequest.REQUEST).steps().stream()
                .map(step -> StepRecord.pending(step.name(), 2))
                .toList());
  }

  @Test
  void a_newer_request_does_not_forget_what_moat_made_and_how_things_were_before() {
    world.take(SampleRequest.TEXT);
    world.record(SUBNET, step -> step.createdByMoat(true));
    world.record(LOCKDOWN, step -> step.remember(Map.of("posture", "{}")));

    world.take(SampleRequest.again("secureacr-2"));

    world.assertThatStep(SUBNET).wasMadeByMoat();
    assertThat(world.step(LOCKDOWN).outputs()).containsEntry("posture", "{}");
  }

  @Test
  void what_was_being_made_when_a_newer_request_came_counts_as_made_by_moat() {
    world.take(SampleRequest.TEXT);
    world.record(SUBNET, step -> step.status(StepStatus.PARKED).intent(Intent.CREATE));

    world.take(SampleRequest.again("secureacr-2"));

    world.assertThatStep(SUBNET).wasMadeByMoat();
    assertThat(world.step(SUBNET).intent()).isEqualTo(Intent.NONE);
  }

  @Test
  void a_step_that_is_no_longer_asked_for_is_kept_but_not_planned() {
    world.take(SampleRequest.TEXT);
    world.record(IDENTITY_GRANT, step -> step.createdByMoat(true));

    world.take(SampleRequest.withoutRoles("secureacr-2"));

    world.assertThatStep(IDENTITY_GRANT).wasMadeByMoat();
    assertThat(world.step(IDENTITY_GRANT).status()).isEqualTo(StepStatus.NOT_PLANNED);
  }

  @Test
  void what_is_no_longer_asked_for_is_known_by_its_resource() {
    world.take(SampleRequest.TEXT);
    world.record(IDENTITY_GRANT, step -> step.createdByMoat(true));
    ResourceId grant = Made.resource(IDENTITY_GRANT);

    world.take(SampleRequest.withoutRoles("secureacr-2"));
    assertThat(world.step(IDENTITY_GRANT).resource()).contains(grant);
    world.take(SampleRequest.withoutRoles("secureacr-3"));

    assertThat(world.step(IDENTITY_GRANT).resource()).contains(grant);
    world.assertThatStep(IDENTITY_GRANT).wasMadeByMoat();
  }

  @Test
  void a_step_that_goes_on_with_another_resource_did_not_make_that_one() {
    world.take(SampleRequest.TEXT);
    world.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", "guid-1")));

    world.take(SampleRequest.again("secureacr-2").replaceAll("secureacr-pe\"", "other-pe\""));

    assertThat(world.step(ENDPOINT)).isEqualTo(StepRecord.pending(World.name(ENDPOINT), 2));
    assertThat(world.state().records())
        .filteredOn(step -> step.status() == StepStatus.NOT_PLANNED)
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.name().value()).startsWith("endpoint.secureacr-pe.");
              assertThat(left.resource()).contains(SampleRequest.ENDPOINT);
              assertThat(left.createdByMoat()).isTrue();
              assertThat(left.outputs()).containsEntry("madeAs", "guid-1");
            });
  }

  @Test
  void what_moat_did_not_make_is_forgotten_when_a_step_goes_on_with_another() {
    world.take(SampleRequest.TEXT);

    world.take(SampleRequest.again("secureacr-2").replaceAll("secureacr-pe\"", "other-pe\""));

    assertThat(world.state().records()).noneMatch(step -> step.status() == StepStatus.NOT_PLANNED);
  }

  @Test
  void a_step_that_goes_to_and_fro_between_resources_remembers_each_once() {
    world.take(SampleRequest.TEXT);
    for (int i = 2; i <= 5; i++) {
      world.record(ENDPOINT, step -> step.createdByMoat(true));
      String request = SampleRequest.again("secureacr-" + i);
      world.take(i % 2 == 0 ? request.replaceAll("secureacr-pe\"", "other-pe\"") : request);
    }

    assertThat(world.state().records())
        .filteredOn(step -> step.status() == StepStatus.NOT_PLANNED)
        .extracting(step -> step.resource().orElseThrow().name())
        .containsExactlyInAnyOrder("secureacr-pe", "other-pe");
  }

  @Test
  void a_step_that_is_asked_for_again_is_planned_again() {
    world.take(SampleRequest.TEXT);
    world.take(SampleRequest.withoutRoles("secureacr-2"));

    world.take(SampleRequest.again("secureacr-3"));

    assertThat(world.step(IDENTITY_GRANT))
        .isEqualTo(StepRecord.pending(World.name(IDENTITY_GRANT), 3));
  }

  @Test
  void ever_new_steps_do_not_make_a_change_that_is_too_large_to_be_stored() {
    for (int i = 0; i < 20; i++) {
      world.take(SampleRequest.withRoles("secureacr-" + i, i));
    }

    assertThat(world.setup().generation()).isEqualTo(20);
    assertThat(world.state().steps()).hasSize(9 + 20 * 10);
  }

  private void failAt(WriteHook.Write at) {
    world.store.around(
        new WriteHook() {
          @Override
          public void before(Write write) {
            if (write == at) {
              throw new StoreException("died before " + write);
            }
          }
        });
  }
}
