package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.simulation.Goals.Goal;
import dev.moat.simulation.Makers.Maker;
import dev.moat.store.Change;
import dev.moat.store.InMemoryStore;
import dev.moat.store.Versioned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What must hold at the moment at which a setup is said to be restored, or torn down. */
final class Reversed {

  private final InMemoryStore store;
  private final Goals goals;
  private final Makers makers;
  private final Postures postures;
  private final Inspector inspector;
  private final Vandal vandal;
  private final BooleanSupplier mayShare;
  private final Map<SetupId, Integer> changesBefore = new HashMap<>();
  private final Map<SetupId, Goal> lastGoals = new HashMap<>();
  private Tally happened = Tally.NOTHING;

  /**
   * @param mayShare whether there is anybody who could use what Moat made
   */
  Reversed(
      InMemoryStore store,
      Goals goals,
      Makers makers,
      Postures postures,
      Inspector inspector,
      Vandal vandal,
      BooleanSupplier mayShare) {
    this.store = store;
    this.goals = goals;
    this.makers = makers;
    this.postures = postures;
    this.inspector = inspector;
    this.vandal = vandal;
    this.mayShare = mayShare;
  }

  /** Is called with each change that has become part of the state, after the goals. */
  void learn(Change change) {
    change.setupWrite().ifPresent(write -> learn(write.value()));
  }

  private void learn(SetupRecord setup) {
    ResourceId registry = setup.request().registry().id();
    Goal goal = goals.of(setup.id());
    if (lastGoals.put(setup.id(), goal) != goal) {
      changesBefore.put(setup.id(), vandal.changesOfSettings(registry));
      return;
    }
    check(setup);
  }

  /** Holds what Azure has against what the setup is said to be. */
  void check(SetupRecord setup) {
    ResourceId registry = setup.request().registry().id();
    if (setup.status() == SetupStatus.RESTORED) {
      happened = happened.with("restored", 1);
      assertThatSettingsAreAsBefore(setup.id(), registry);
    }
    if (setup.status() == SetupStatus.TORN_DOWN) {
      happened = happened.with("torn down", 1);
      assertThatSettingsAreAsBefore(setup.id(), registry);
      assertThatNothingIsLeft(setup);
    }
  }

  private void assertThatSettingsAreAsBefore(SetupId setup, ResourceId registry) {
    boolean isUntouched =
        vandal.changesOfSettings(registry) == changesBefore.getOrDefault(setup, 0);
    List<NetworkSettings> before = postures.before(registry);
    if (isUntouched && !before.isEmpty() && inspector.exists(registry)) {
      assertThat(inspector.settings(registry))
          .as("network settings of %s, which was restored", registry)
          .isIn(before);
      happened = happened.with("settings compared", 1);
    }
  }

  private void assertThatNothingIsLeft(SetupRecord setup) {
    List<StepRecord> records =
        store.load(setup.id()).orElseThrow().steps().values().stream()
            .map(Versioned::value)
            .toList();
    makers.all().forEach((id, maker) -> assertThatItMayBeLeft(setup, records, id, maker));
  }

  private void assertThatItMayBeLeft(
      SetupRecord setup, List<StepRecord> records, ResourceId id, Maker maker) {
    if (!maker.isMoatFor(setup.id()) || !inspector.exists(id) || isStrayRecord(id)) {
      return;
    }
    StepName step = maker.claim().orElseThrow().step();
    boolean isReported =
        records.stream()
            .anyMatch(each -> each.name().equals(step) && each.status() == StepStatus.LEFT);
    boolean isRegistryToStay =
        step.kind() == StepKind.REGISTRY && !setup.reversal().orElseThrow().deleteRegistry();
    assertThat(isReported && mayShare.getAsBoolean() || isRegistryToStay)
        .as("whether %s, which Moat made, may stay after the teardown of %s", id, setup.id())
        .isTrue();
    happened = happened.with(isReported ? "left" : "registry left", 1);
  }

  /**
   * A record that Moat put right for an endpoint whose connection others had refused: Azure does
   * not know that it belongs to the zone group, and leaves it there.
   */
  private boolean isStrayRecord(ResourceId id) {
    return vandal.total() > 0 && id.value().contains("/privatelink.azurecr.io/A/");
  }

  Tally happened() {
    return happened;
  }
}
