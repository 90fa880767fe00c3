package dev.moat.step;

import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;

/** What Moat created is gone, unless others use it. */
final class RemovalStep implements Step<Desired.Removal> {

  @Override
  public StepKind kind() {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public Observation observe(StepContext<Desired.Removal> context) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public Begun converge(StepContext<Desired.Removal> context, Observation.NeedsChange found) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public List<Watched> watches(Desired.Removal desired, Map<String, String> own) {
    return List.of();
  }
}
