package dev.moat.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.plan.Plan;
import dev.moat.store.SetupState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the steps before a step found out, for the step to use. */
final class PrerequisiteOutputs {

  private PrerequisiteOutputs() {}

  /** As they are recorded, by kind; a kind of which several steps come before is left out. */
  static Map<StepKind, Map<String, String>> of(StepName step, Plan plan, SetupState state) {
    Map<StepName, Map<String, String>> outputs = new HashMap<>();
    state.records().forEach(record -> outputs.put(record.name(), record.outputs()));
    return of(step, plan, outputs);
  }

  /** The same, of outputs that are known by the names of their steps. */
  static Map<StepKind, Map<String, String>> of(
      StepName step, Plan plan, Map<StepName, Map<String, String>> outputs) {
    Map<StepKind, List<StepName>> byKind =
        plan.allPrerequisites(step).stream().collect(groupingBy(StepName::kind));
    return byKind.values().stream()
        .filter(steps -> steps.size() == 1)
        .map(steps -> steps.get(0))
        .filter(outputs::containsKey)
        .collect(toMap(StepName::kind, outputs::get));
  }
}
