package dev.moat.model;

import java.util.Map;

/**
 * What a request says about drift.
 *
 * @param otherwise for every step that {@code steps} does not name
 * @param steps by the name of a step, or the label of a kind; the name is heeded before the kind
 * @param recreateRegistry whether a registry that is gone is made again, empty as it will be
 */
public record DriftPolicy(OnDrift otherwise, Map<String, OnDrift> steps, boolean recreateRegistry) {

  /** What holds for a request that says nothing: all is repaired, but no registry made again. */
  public static final DriftPolicy DEFAULT = new DriftPolicy(OnDrift.REPAIR, Map.of(), false);

  public DriftPolicy {
    steps = Map.copyOf(steps);
  }

  /** What is done about this step. */
  public OnDrift of(StepName step) {
    OnDrift ofKind = steps.getOrDefault(step.kind().label(), otherwise);
    return steps.getOrDefault(step.value(), ofKind);
  }
}
