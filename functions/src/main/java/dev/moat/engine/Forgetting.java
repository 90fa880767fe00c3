package dev.moat.engine;

import dev.moat.model.ResourceChange;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a setup forgets what was noticed: not before it is recorded what that takes from it. Where
 * Azure gives a resource no identity, only the event of its deletion tells that what is there under
 * its name by now is others'. Whoever forgets a notice does it here.
 */
record Forgetting(SetupState state, Plan plan) {

  static Forgetting of(SetupState state) {
    return new Forgetting(state, Plans.of(state.setup().value().request()));
  }

  /**
   * The setup as it is for whoever knows of these changes, and of those that its steps are being
   * checked for: what they deleted is not Moat's, unless Moat has made it again.
   */
  SetupState knowing(List<Versioned<ResourceChange>> notices) {
    Map<StepName, Versioned<StepRecord>> steps = new HashMap<>(state.steps());
    steps.replaceAll((name, read) -> knowing(read, changes(notices, read.value())));
    return new SetupState(state.setup(), steps, state.unsent(), state.noticed());
  }

  /** Whether it may take something from a step that is at work: that is known when it has ended. */
  boolean takesFromWorkInProgress(ResourceChange change) {
    return state.records().stream()
        .filter(DriftCheck::isAtWork)
        .anyMatch(step -> loses(step, List.of(change)));
  }

  /**
   * Adds to a change, which has all else in it, that these notices are forgotten, and what they
   * take from steps that it does not write already. What there is no room for comes again.
   */
  void forget(List<Versioned<ResourceChange>> notices, Change change) {
    for (Versioned<ResourceChange> notice : notices) {
      List<ResourceChange> told = List.of(notice.value());
      List<Versioned<StepRecord>> losers = losers(told, change);
      int room = Change.MAX_ROWS - change.rows();
      losers.stream()
          .limit(room)
          .forEach(read -> change.replaceStep(read, knowing(read, told).value()));
      if (losers.size() < room) {
        change.lookedInto(notice);
      }
    }
  }

  private List<Versioned<StepRecord>> losers(List<ResourceChange> told, Change change) {
    Set<StepName> written =
        change.stepWrites().stream().map(write -> write.value().name()).collect(Collectors.toSet());
    return state.steps().values().stream()
        .filter(read -> !written.contains(read.value().name()))
        .filter(read -> loses(read.value(), told))
        .toList();
  }

  private Versioned<StepRecord> knowing(
      Versioned<StepRecord> read, Collection<ResourceChange> changes) {
    StepRecord step = read.value();
    return loses(step, changes)
        ? new Versioned<>(Ownership.lost(step.change()).record(), read.version())
        : read;
  }

  private boolean loses(StepRecord step, Collection<ResourceChange> changes) {
    return plan.resourceOf(step)
        .filter(resource -> Ownership.isLost(step, resource, changes))
        .isPresent();
  }

  private static List<ResourceChange> changes(
      List<Versioned<ResourceChange>> notices, StepRecord step) {
    return Stream.concat(step.suspects().stream(), notices.stream().map(Versioned::value)).toList();
  }
}
