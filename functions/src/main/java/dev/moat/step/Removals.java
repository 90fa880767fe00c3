package dev.moat.step;

import static dev.moat.step.MadeAs.CREATION_DATE;
import static dev.moat.step.MadeAs.RESOURCE_GUID;

import dev.moat.arm.ApiVersions;
import dev.moat.model.Desired.Removal;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.step.RemovalStep.Hold;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The steps that remove what was created, one for each kind that creates something. */
final class Removals {

  private static final Map<StepKind, RemovalStep> STEPS = steps();

  private Removals() {}

  /** Throws {@link IllegalArgumentException} for a kind that creates nothing. */
  static RemovalStep of(StepKind kind) {
    return Optional.ofNullable(STEPS.get(kind))
        .orElseThrow(() -> new IllegalArgumentException(kind + " creates nothing to remove"));
  }

  private static Map<StepKind, RemovalStep> steps() {
    Map<StepKind, RemovalStep> steps = new EnumMap<>(StepKind.class);
    Arrays.stream(StepKind.values())
        .forEach(kind -> make(kind).ifPresent(step -> steps.put(kind, step)));
    return steps;
  }

  /** What each reserves is what the step that makes it reserves. */
  private static Optional<RemovalStep> make(StepKind kind) {
    return switch (kind) {
      case PREFLIGHT, LOCKDOWN -> Optional.empty();
      case VIRTUAL_NETWORK ->
          network(kind, Removal::resource, first(another(RESOURCE_GUID), Holds::onNetwork));
      case SUBNET -> network(kind, removal -> removal.resource().parent(), Holds::onSubnet);
      case ENDPOINT -> network(kind, Removal::registry, another(RESOURCE_GUID));
      case ZONE_GROUP -> step(kind, ApiVersions.NETWORK, removal -> Optional.empty(), nothing());
      case DNS_ZONE -> dns(kind, Removal::resource, Holds::onZone);
      case LINK -> dns(kind, removal -> removal.resource().parent(), Holds::onLink);
      case IDENTITY_GRANT ->
          step(kind, ApiVersions.AUTHORIZATION, removal -> Optional.empty(), nothing());
      case REGISTRY ->
          step(
              kind,
              ApiVersions.REGISTRY,
              removal -> Optional.of(removal.resource()),
              another(CREATION_DATE));
    };
  }

  private static Optional<RemovalStep> network(
      StepKind kind, Function<Removal, ResourceId> exclusive, Hold hold) {
    return step(kind, ApiVersions.NETWORK, exclusive.andThen(Optional::of), hold);
  }

  private static Optional<RemovalStep> dns(
      StepKind kind, Function<Removal, ResourceId> exclusive, Hold hold) {
    return step(kind, ApiVersions.PRIVATE_DNS, exclusive.andThen(Optional::of), hold);
  }

  private static Optional<RemovalStep> step(
      StepKind kind,
      String apiVersion,
      Function<Removal, Optional<ResourceId>> exclusive,
      Hold hold) {
    return Optional.of(new RemovalStep(kind, apiVersion, exclusive, hold));
  }

  private static Hold nothing() {
    return (context, found) -> Optional.empty();
  }

  private static Hold first(Hold one, Hold other) {
    return (context, found) -> one.on(context, found).or(() -> other.on(context, found));
  }

  private static Hold another(MadeAs identity) {
    return (context, found) ->
        identity.isAnothers(found.body(), context.own())
            ? Optional.of(
                new Observation.Left(
                    context.desired().resource()
                        + " is not the one that Moat made: somebody made it in its place"))
            : Optional.empty();
  }
}
