package dev.moat.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.util.List;
import java.util.Map;

/** What the steps before a step found out, for the step to use. */
final class PrerequisiteOutputs {

  private PrerequisiteOutputs() {}

  /** By kind; a kind of which several steps come before is left out. */
  static Map<StepKind, Map<String, String>> of(StepName step, Plan plan, SetupState state) {
    Map<StepKind, List<StepRecord>> byKind =
        plan.allPrerequisites(step).stream()
            .filter(state.steps()::containsKey)
            .map(name -> state.steps().get(name))
            .map(Versioned::value)
            .collect(groupingBy(record -> record.name().kind()));
    return byKind.entrySet().stream()
        .filter(kind -> kind.getValue().size() == 1)
        .collect(toMap(Map.Entry::getKey, kind -> kind.getValue().get(0).outputs()));
  }
}
