package dev.moat.engine;

import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.Watch;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Steps;
import dev.moat.step.Task;
import dev.moat.store.SetupState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the steps of a setup watch in Azure. */
final class Watches {

  private Watches() {}

  /** What they watch as the setup is recorded. */
  static List<Watch> of(SetupState state) {
    return of(state.setup().value().request(), Optional.of(state));
  }

  /**
   * What they watch by this request.
   *
   * @param state tells what the steps adopted, as far as they ran already
   */
  static List<Watch> of(SetupRequest request, Optional<SetupState> state) {
    return Plans.of(request).steps().stream()
        .flatMap(step -> watches(step, outputs(step.name(), state)))
        .toList();
  }

  private static Stream<Watch> watches(PlannedStep step, Map<String, String> own) {
    Task<?> task = Steps.task(step.name().kind(), step.desired());
    return task.watches(own).stream()
        .map(watched -> new Watch(step.name(), watched.resource(), watched.reach()));
  }

  private static Map<String, String> outputs(StepName name, Optional<SetupState> state) {
    return state
        .flatMap(s -> Optional.ofNullable(s.steps().get(name)))
        .map(record -> record.value().outputs())
        .orElseGet(Map::of);
  }
}
