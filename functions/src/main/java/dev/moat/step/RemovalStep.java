package dev.moat.step;

import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What Moat created is gone, unless it is another one by now, or others use it: that is looked at
 * just before the removal, in the same turn. There is one of these steps for each kind, from {@link
 * Removals}.
 */
final class RemovalStep implements Step<Desired.Removal> {

  private final StepKind kind;
  private final String apiVersion;
  private final Function<Desired.Removal, Optional<ResourceId>> exclusive;
  private final Hold hold;

  /** What may keep a resource of one kind from being removed. */
  interface Hold {

    /**
     * Reads what else there is to read; {@code Left} or {@code InProgress} when it is not to be
     * removed, or not yet.
     */
    Optional<Observation> on(StepContext<Desired.Removal> context, ArmResource found);
  }

  /**
   * @param exclusive what the step that makes the resource reserves for it
   */
  RemovalStep(
      StepKind kind,
      String apiVersion,
      Function<Desired.Removal, Optional<ResourceId>> exclusive,
      Hold hold) {
    this.kind = kind;
    this.apiVersion = apiVersion;
    this.exclusive = exclusive;
    this.hold = hold;
  }

  @Override
  public StepKind kind() {
    return kind;
  }

  @Override
  public Observation observe(StepContext<Desired.Removal> context) {
    ResourceId resource = context.desired().resource();
    return context
        .arm()
        .get(resource, apiVersion)
        .map(found -> existing(context, found))
        .orElseGet(Observation.Matches::new);
  }

  private Observation existing(StepContext<Desired.Removal> context, ArmResource found) {
    return Provisioning.changing(context.desired().resource(), found)
        .or(() -> hold.on(context, found))
        .orElseGet(Observation.Unwanted::new);
  }

  /** Nothing is removed unseen, and nothing is gone because it was absent once. */
  @Override
  public boolean createsUnseen() {
    return false;
  }

  @Override
  public Begun converge(StepContext<Desired.Removal> context, Observation.NeedsChange found) {
    if (!(found instanceof Observation.Unwanted)) {
      throw new IllegalStateException(
          "Refused to remove " + context.desired().resource() + " without a look at it");
    }
    return context.arm().delete(context.desired().resource(), apiVersion);
  }

  @Override
  public Optional<ResourceId> exclusive(Desired.Removal desired) {
    return exclusive.apply(desired);
  }

  /** What was removed is not watched. */
  @Override
  public List<Watched> watches(Desired.Removal desired, Map<String, String> own) {
    return List.of();
  }
}
