package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;

/** What must hold of a world: always, or when its setups have ended. */
final class Invariants {

  private final SimulatedWorld world;

  Invariants(SimulatedWorld world) {
    this.world = world;
  }

  void assertThatAllSucceeded() {
    for (SetupRequest request : world.requests) {
      SetupState state = world.state(request.setupId());
      assertThat(state.setup().value().status())
          .as(Words.of(state))
          .isEqualTo(SetupStatus.SUCCEEDED);
    }
    assertThatAllAreWatched();
  }

  /** What setups that have ended rely on leads to them. */
  void assertThatAllAreWatched() {
    Watchers watchers = new Watchers(world.store);
    world.requests.stream()
        .map(request -> world.state(request.setupId()))
        .forEach(watchers::assertThatItIsOne);
  }

  /** A lost answer or a crash may make Moat ask again, but never take Azure's word twice. */
  void assertThatEachResourceWasMadeOnce() {
    assertThat(world.watch.taken())
        .allSatisfy(
            (write, times) ->
                assertThat(times).as(write).isBetween(1, 1 + world.outsider.tookAway(write)));
  }

  void assertThatNoStepIsAheadOfItsPrerequisites() {
    for (SetupId setup : world.store.setups()) {
      SetupState state = world.state(setup);
      Plan plan = Plans.of(state.setup().value().request());
      plan.steps().forEach(step -> assertThatPrerequisitesAreDone(step, state));
    }
  }

  private static void assertThatPrerequisitesAreDone(PlannedStep step, SetupState state) {
    StepRecord record = record(state, step);
    if (record.status() == StepStatus.PENDING || record.isKept()) {
      return;
    }
    assertThat(step.prerequisites())
        .as("prerequisites of %s, which was called", step.name())
        .allSatisfy(name -> assertThat(state.steps().get(name).value().isKept()).isTrue());
  }

  private static StepRecord record(SetupState state, PlannedStep step) {
    Versioned<StepRecord> record = state.steps().get(step.name());
    return record.value();
  }
}
