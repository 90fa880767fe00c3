package dev.moat.step;

import dev.moat.arm.ApiVersions;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registry's public access and network rules are as they were before Moat locked it. Where Moat
 * never locked it, or the registry is gone, there is nothing to bring back.
 *
 * <p>Only what the lock changed or guarded is brought back: a bypass for Azure's services that
 * somebody changed since stays as it is. One thing must follow: export of images cannot stay off
 * when public access comes back. Azure takes both at the same time, so that there is one change,
 * and the registry is at no moment open to more than it was.
 *
 * <p>To switch public access on sets network rules aside, says Azure's documentation, and not for
 * how long. So the step looks once more after its change, and writes them again if need be.
 *
 * @see <a href="https://learn.microsoft.com/azure/container-registry/data-loss-prevention">Export
 *     and public access, changed at the same time</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks">Public
 *     access and network rules</a>
 */
final class RestorationStep implements Step<Desired.Restoration> {

  @Override
  public StepKind kind() {
    return StepKind.LOCKDOWN;
  }

  @Override
  public Observation observe(StepContext<Desired.Restoration> context) {
    ResourceId registry = context.desired().resource();
    return Posture.remembered(context.own())
        .flatMap(
            before ->
                context
                    .arm()
                    .get(registry, ApiVersions.REGISTRY)
                    .map(found -> compare(registry, before, found)))
        .orElseGet(Observation.Matches::new);
  }

  private static Observation compare(ResourceId registry, Posture before, ArmResource found) {
    List<Difference> differences = before.differences(found);
    if (differences.isEmpty()) {
      return new Observation.Matches();
    }
    return Provisioning.changing(registry, found)
        .orElseGet(() -> new Observation.Differs(differences, found));
  }

  /** A registry that is not there is not made. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  /** Throws {@link IllegalStateException} when it is not known how things were. */
  @Override
  public Begun converge(StepContext<Desired.Restoration> context, Observation.NeedsChange found) {
    ResourceId registry = context.desired().resource();
    if (!(found instanceof Observation.Differs differs)) {
      throw new IllegalStateException("Refused to restore " + registry + " without a look at it");
    }
    Posture before =
        Posture.remembered(context.own())
            .orElseThrow(() -> new IllegalStateException(registry + " was never locked by Moat"));
    return context.arm().patch(registry, ApiVersions.REGISTRY, before.body(differs.found()));
  }

  @Override
  public boolean takesSeveralChanges() {
    return true;
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Restoration desired) {
    return Optional.of(desired.resource());
  }

  /** What was restored is its owner's again. */
  @Override
  public List<Watched> watches(Desired.Restoration desired, Map<String, String> own) {
    return List.of();
  }
}
