package dev.moat.engine;

import dev.moat.arm.Arm;
import dev.moat.arm.ArmException;
import dev.moat.engine.ForecastStep.Action;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.step.Observation;
import dev.moat.step.Steps;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A walk through a plan in its order, in which each step looks and none changes anything. */
final class Lookahead {

  private final Plan plan;
  private final Map<StepName, StepRecord> recorded;
  private final Arm arm;
  private final Map<StepName, Map<String, String>> outputs = new HashMap<>();
  private final Map<StepName, ForecastStep> forecast = new LinkedHashMap<>();

  /**
   * @param recorded what the setup has on record of the steps, if there is one
   */
  Lookahead(Plan plan, Map<StepName, StepRecord> recorded, Arm arm) {
    this.plan = plan;
    this.recorded = recorded;
    this.arm = arm;
    recorded.forEach((name, record) -> outputs.put(name, record.outputs()));
  }

  /** What each step would do, each after its prerequisites. */
  List<ForecastStep> run() {
    plan.steps().forEach(step -> forecast.put(step.name(), withWaiting(foresee(step))));
    return List.copyOf(forecast.values());
  }

  /** Whether the step would not be called, because one before it would be refused. */
  boolean isHeldUp(StepName step) {
    return !refusedBefore(step).isEmpty();
  }

  private ForecastStep foresee(PlannedStep step) {
    Foresight foresight = new Foresight(step, Optional.ofNullable(recorded.get(step.name())));
    return holder(step)
        .map(holder -> unseen(foresight, holder))
        .orElseGet(() -> look(step, foresight));
  }

  private static ForecastStep unseen(Foresight foresight, ResourceId holder) {
    return foresight.step().name().kind() == StepKind.LOCKDOWN
        ? foresight.lockedOnceCreated()
        : foresight.unseen("It lies in " + holder + ", which is to be created.");
  }

  private ForecastStep look(PlannedStep step, Foresight foresight) {
    try {
      Observation seen =
          Steps.task(step.name().kind(), step.desired())
              .observe(arm, PrerequisiteOutputs.of(step.name(), plan, outputs), own(step.name()));
      remember(step.name(), seen);
      return foresight.on(seen);
    } catch (ArmException e) {
      return foresight.on(e);
    }
  }

  /** What is to be created and holds the step's resource, so that a look would tell nothing. */
  private Optional<ResourceId> holder(PlannedStep step) {
    return forecast.values().stream()
        .filter(earlier -> earlier.action() == Action.CREATED)
        .map(ForecastStep::resource)
        .filter(step.desired().resource()::isAtOrUnder)
        .findFirst();
  }

  private void remember(StepName step, Observation seen) {
    if (seen instanceof Observation.Matches matches) {
      Map<String, String> known = new HashMap<>(own(step));
      known.putAll(matches.outputs());
      outputs.put(step, known);
    } else if (seen instanceof Observation.Absent) {
      outputs.remove(step);
    }
  }

  private Map<String, String> own(StepName step) {
    return outputs.getOrDefault(step, Map.of());
  }

  private ForecastStep withWaiting(ForecastStep step) {
    List<String> refused = refusedBefore(step.name());
    return refused.isEmpty() || step.action() == Action.REFUSED
        ? step
        : step.noting("It waits for " + String.join(", ", refused) + ".");
  }

  private List<String> refusedBefore(StepName step) {
    return plan.allPrerequisites(step).stream()
        .filter(name -> forecast.get(name).action() == Action.REFUSED)
        .sorted()
        .map(StepName::value)
        .toList();
  }
}
