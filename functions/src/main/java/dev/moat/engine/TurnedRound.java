package dev.moat.engine;

import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.StepDraft;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps of a setup as a reversal begins with them. Events that nobody has looked into yet tell
 * of resources that others deleted: what is there under their names by now is not Moat's.
 */
record TurnedRound(Map<StepName, StepRecord> records) {

  static TurnedRound of(SetupState state) {
    Plan plan = Plans.of(state.setup().value().request());
    return new TurnedRound(
        state.records().stream()
            .map(step -> turned(step, plan.resourceOf(step), state))
            .collect(Collectors.toMap(StepRecord::name, step -> step)));
  }

  private static StepRecord turned(StepRecord step, Optional<ResourceId> about, SetupState state) {
    StepDraft again = Reopening.of(step);
    return about
        .map(resource -> Ownership.unsettled(again, resource, changes(step, state)))
        .orElse(again)
        .record();
  }

  private static List<ResourceChange> changes(StepRecord step, SetupState state) {
    return Stream.concat(step.suspects().stream(), state.noticed().stream().map(Versioned::value))
        .toList();
  }

  StepRecord record(StepName name) {
    return records.get(name);
  }
}
