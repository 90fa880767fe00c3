package dev.moat.engine;

import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.Watch;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.MadeAs;
import dev.moat.step.Steps;
import dev.moat.step.Task;
import dev.moat.store.SetupState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the steps of a setup watch in Azure: what they look at, and what Moat made for them, also in
 * an earlier generation, as long as only the event of its deletion can tell that it is others' now.
 */
final class Watches {

  private Watches() {}

  /** What they watch as the setup is recorded. */
  static List<Watch> of(SetupState state) {
    Stream<Watch> planned = of(state.setup().value().request(), Optional.of(state)).stream();
    return Stream.concat(planned, ofMoats(state).stream()).distinct().toList();
  }

  /** What they watch, and what they may have watched since the generation opened. */
  static List<Watch> ever(SetupState state) {
    return Stream.concat(of(state).stream(), itself(state, step -> true)).distinct().toList();
  }

  /** What Moat made and Azure gives no identity. */
  static List<Watch> ofMoats(SetupState state) {
    return itself(state, step -> step.createdByMoat() && !MadeAs.isKnown(step.outputs())).toList();
  }

  private static Stream<Watch> itself(SetupState state, Predicate<StepRecord> which) {
    Plan plan = Plans.of(state.setup().value().request());
    return state.records().stream()
        .filter(which)
        .flatMap(
            step ->
                plan.resourceOf(step).stream()
                    .map(resource -> new Watch(step.name(), resource, Watch.Reach.ITSELF)));
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
