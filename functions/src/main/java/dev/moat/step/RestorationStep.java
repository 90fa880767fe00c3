package dev.moat.step;

import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;

/** The registry's network settings are as they were before Moat locked it. */
final class RestorationStep implements Step<Desired.Restoration> {

  @Override
  public StepKind kind() {
    return StepKind.LOCKDOWN;
  }

  @Override
  public Observation observe(StepContext<Desired.Restoration> context) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public Begun converge(StepContext<Desired.Restoration> context, Observation.NeedsChange found) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public List<Watched> watches(Desired.Restoration desired, Map<String, String> own) {
    return List.of();
  }
}
