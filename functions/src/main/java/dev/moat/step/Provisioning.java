package dev.moat.step;

import dev.moat.arm.ArmResource;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import java.util.List;
import java.util.Optional;

/** What the provisioning state of a resource says before its other properties are looked at. */
final class Provisioning {

  private Provisioning() {}

  /** Azure is still changing the resource. */
  static Optional<Observation> changing(ResourceId id, ArmResource found) {
    return found.isChanging()
        ? Optional.of(
            new Observation.InProgress(
                "Azure is still changing " + id + ": it is " + found.provisioningState()))
        : Optional.empty();
  }

  /** Azure's last change of the resource did not succeed, so that it has to be written again. */
  static List<Difference> failure(ArmResource found) {
    String state = found.provisioningState();
    return state.equals("Succeeded")
        ? List.of()
        : List.of(new Difference("provisioningState", "Succeeded", state));
  }

  /** The same for a resource that is not Moat's to write. */
  static Optional<StepError> broken(String code, ResourceId id, ArmResource found) {
    return failure(found).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StepError(
                code,
                "The last change of %s ended as %s, and Moat does not overwrite it."
                    .formatted(id, found.provisioningState()),
                "Repair or delete the resource, then replay the step."));
  }
}
