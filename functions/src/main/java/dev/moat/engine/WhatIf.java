package dev.moat.engine;

import dev.moat.arm.Arm;
import dev.moat.engine.ForecastStep.Action;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.step.AccessCheck;
import dev.moat.step.AddressCheck;
import dev.moat.step.AddressNeed;
import dev.moat.store.SetupStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells what a request would do, and does nothing: neither Azure nor what is recorded changes. The
 * steps look as they do in a setup; so it is as true as they are, and as long as Azure stays as it
 * is.
 */
public final class WhatIf {

  private final SetupStore setups;
  private final Arm arm;

  public WhatIf(SetupStore setups, Arm arm) {
    this.setups = setups;
    this.arm = arm;
  }

  /**
   * What this request would do if it were taken now, on top of what is recorded of its registry. A
   * look that Azure refuses is told at its step, and does not keep the others from being told.
   *
   * @param request {@linkplain Admission admitted} before
   */
  public Forecast of(SetupRequest request) {
    ReadOnceArm azure = new ReadOnceArm(arm);
    Plan plan = Plans.of(request);
    Map<StepName, StepRecord> recorded = recorded(request);
    Lookahead lookahead = new Lookahead(plan, recorded, azure);
    List<ForecastStep> steps = lookahead.run();
    AddressNeed addresses = AddressCheck.of(azure, request, created(steps));
    return new Forecast(
        request.setupId(),
        request.registry().id(),
        addresses.suffices() && steps.stream().noneMatch(step -> step.action() == Action.REFUSED),
        steps,
        addresses,
        AccessCheck.of(azure, request),
        leftInPlace(plan, recorded.values()),
        (int) steps.stream().filter(step -> writes(step, lookahead)).count(),
        new Forecast.Calls(azure.reads(), 0));
  }

  private Map<StepName, StepRecord> recorded(SetupRequest request) {
    return setups.load(request.setupId()).stream()
        .flatMap(state -> state.records().stream())
        .collect(Collectors.toMap(StepRecord::name, Function.identity()));
  }

  private static Set<ResourceId> created(List<ForecastStep> steps) {
    return steps.stream()
        .filter(step -> step.action() == Action.CREATED)
        .map(ForecastStep::resource)
        .collect(Collectors.toSet());
  }

  private static boolean writes(ForecastStep step, Lookahead lookahead) {
    return step.action().writes() && !lookahead.isHeldUp(step.name());
  }

  private static List<StepName> leftInPlace(Plan plan, Collection<StepRecord> recorded) {
    List<StepName> planned = plan.steps().stream().map(step -> step.name()).toList();
    return recorded.stream()
        .filter(record -> !planned.contains(record.name()))
        .filter(WhatIf::isStillThere)
        .map(StepRecord::name)
        .sorted()
        .toList();
  }

  /** Of what an earlier generation left behind, only what Moat made is still known of. */
  private static boolean isStillThere(StepRecord record) {
    return switch (record.status()) {
      case REMOVED -> false;
      case NOT_PLANNED -> record.createdByMoat();
      default -> true;
    };
  }
}
