package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepStatus;
import dev.moat.simulation.Goals.Goal;
import dev.moat.store.SetupState;
import java.util.EnumSet;
import java.util.Set;

/** How setups come to rest: as was asked last, unless somebody gave them cause not to. */
final class Rest {

  private static final Set<String> UNDECIDED =
      Set.of("NotApproved", "EndpointConnectionRejected", "ConnectionRejected");

  private final SimulatedWorld world;
  private Tally happened = Tally.NOTHING;

  Rest(SimulatedWorld world) {
    this.world = world;
  }

  void check(SetupRequest request) {
    SetupState state = world.state(request.setupId());
    SetupStatus status = state.setup().value().status();
    assertThat(state.records().stream().anyMatch(step -> step.status().isBeingWorkedOn()))
        .as("whether steps are worked on where %s", Words.of(state))
        .isFalse();
    assertThat(status)
        .as("how it ended: %s", Words.of(state))
        .isIn(ends(world.rules.goals.of(request.setupId()), hasCause(state)));
    world.rules.assertThatItStaysSo(request.setupId());
    if (status == SetupStatus.SUCCEEDED) {
      new Watchers(world.store).assertThatItIsOne(state);
    }
    happened = happened.with("ended " + status, 1);
  }

  Tally happened() {
    return happened;
  }

  private static Set<SetupStatus> ends(Goal goal, boolean hasCause) {
    EnumSet<SetupStatus> ends =
        switch (goal) {
          case PRIVATE -> EnumSet.of(SetupStatus.SUCCEEDED);
          case RESTORED -> EnumSet.of(SetupStatus.RESTORED);
          case TORN_DOWN -> EnumSet.of(SetupStatus.TORN_DOWN);
          case LEFT_ALONE -> EnumSet.of(SetupStatus.CANCELLED);
        };
    if (hasCause && goal != Goal.LEFT_ALONE) {
      ends.add(SetupStatus.FAILED);
      ends.add(SetupStatus.DRIFTED);
    }
    return ends;
  }

  /** Whether somebody did what a setup may fail for. */
  private boolean hasCause(SetupState state) {
    return world.withDrift
        || isUndecided(state)
        || isContested(state)
        || sharesWithOneTornDown(state);
  }

  private static boolean isUndecided(SetupState state) {
    return state.records().stream()
        .flatMap(step -> step.error().stream())
        .anyMatch(error -> UNDECIDED.contains(error.code()));
  }

  private boolean isContested(SetupState state) {
    return world.outsider.meddled() > 0
        && state.records().stream().anyMatch(step -> step.status() == StepStatus.CONTESTED);
  }

  private boolean sharesWithOneTornDown(SetupState state) {
    return world.requests.stream()
        .map(SetupRequest::setupId)
        .filter(other -> !other.equals(state.setup().value().id()))
        .anyMatch(world.rules::wasTornDown);
  }
}
