package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.Map;
import java.util.Optional;

/** A step together with what it is to bring about: the {@link Step} contract for one resource. */
public record Task<D extends Desired>(Step<D> step, D desired) {

  public Observation observe(Arm arm, Map<StepKind, Map<String, String>> outputs) {
    return step.observe(new StepContext<>(arm, desired, outputs));
  }

  public Begun converge(
      Arm arm, Map<StepKind, Map<String, String>> outputs, Observation.NeedsChange found) {
    return step.converge(new StepContext<>(arm, desired, outputs), found);
  }

  public Map<String, String> outputs(ObjectNode firstAnswer) {
    return step.outputs(desired, firstAnswer);
  }

  public boolean createsUnseen() {
    return step.createsUnseen();
  }

  public Optional<ResourceId> exclusive() {
    return step.exclusive(desired);
  }
}
