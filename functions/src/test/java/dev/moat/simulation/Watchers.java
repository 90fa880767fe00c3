package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.Watch;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Steps;
import dev.moat.store.SetupState;
import dev.moat.store.WatchIndex;
import dev.moat.store.WatchIndex.Watcher;
import java.util.stream.Stream;

/** The index may name a setup too many for a resource, never one too few. */
final class Watchers {

  private final WatchIndex index;

  Watchers(WatchIndex index) {
    this.index = index;
  }

  /** Holds of a setup that has ended and is kept as it was asked for. */
  void assertThatItIsOne(SetupState state) {
    SetupId setup = state.setup().value().id();
    Plans.of(state.setup().value().request()).steps().stream()
        .flatMap(step -> watches(step, state))
        .forEach(watch -> assertThatItStands(watch, setup));
  }

  private static Stream<Watch> watches(PlannedStep step, SetupState state) {
    return Steps.task(step.name().kind(), step.desired())
        .watches(state.steps().get(step.name()).value().outputs())
        .stream()
        .map(watched -> new Watch(step.name(), watched.resource(), watched.reach()));
  }

  private void assertThatItStands(Watch watch, SetupId setup) {
    for (ResourceId shelf : watch.shelves()) {
      assertThat(index.watching(shelf))
          .as("who watches %s for %s", shelf, setup)
          .filteredOn(Watcher::setup, setup)
          .flatMap(Watcher::watches)
          .contains(watch);
    }
  }
}
