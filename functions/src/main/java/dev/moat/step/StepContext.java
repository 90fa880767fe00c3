package dev.moat.step;

import dev.moat.arm.Arm;
import dev.moat.model.Desired;
import dev.moat.model.StepKind;
import java.util.Map;
import java.util.Optional;

/**
 * What a step has to work with.
 *
 * @param outputs by step kind, of the prerequisites and their prerequisites; kinds with several
 *     steps are left out
 * @param own the step's own outputs, from when it last succeeded
 */
public record StepContext<D extends Desired>(
    Arm arm, D desired, Map<StepKind, Map<String, String>> outputs, Map<String, String> own) {

  public StepContext {
    outputs = Map.copyOf(outputs);
    own = Map.copyOf(own);
  }

  /** An output of the one step of that kind. */
  public Optional<String> output(StepKind kind, String key) {
    return Optional.ofNullable(outputs.getOrDefault(kind, Map.of()).get(key));
  }
}
