package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step together with what it is to bring about: the {@link Step} contract for one resource. */
public record Task<D extends Desired>(Step<D> step, D desired) {

  /** Looks as a step that has no outputs of its own yet. */
  public Observation observe(Arm arm, Map<StepKind, Map<String, String>> outputs) {
    return observe(arm, outputs, Map.of());
  }

  public Observation observe(
      Arm arm, Map<StepKind, Map<String, String>> outputs, Map<String, String> own) {
    return step.observe(new StepContext<>(arm, desired, outputs, own));
  }

  /** Changes as a step that has no outputs of its own yet. */
  public Begun converge(
      Arm arm, Map<StepKind, Map<String, String>> outputs, Observation.NeedsChange found) {
    return converge(arm, outputs, Map.of(), found);
  }

  public Begun converge(
      Arm arm,
      Map<StepKind, Map<String, String>> outputs,
      Map<String, String> own,
      Observation.NeedsChange found) {
    return step.converge(new StepContext<>(arm, desired, outputs, own), found);
  }

  public boolean takesSeveralChanges() {
    return step.takesSeveralChanges();
  }

  /** Whether a creation that has succeeded leaves nothing to change. */
  public boolean isComplete(Map<String, String> own) {
    return step.isComplete(desired, own);
  }

  /** The resources whose changes concern the step. */
  public List<Watched> watches(Map<String, String> own) {
    return step.watches(desired, own);
  }

  /** How many reads a look makes when everything is in place. */
  public int reads() {
    return step.reads(desired);
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
