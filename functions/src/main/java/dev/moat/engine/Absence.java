package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.step.PreflightStep;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a resource before it is looked at: on a fresh setup much of it cannot be there.
 * That saves reads where the resource belongs to this setup alone; where setups share it, it only
 * says that a write is likely, so that the resource is reserved before it is looked at.
 *
 * @param firstTurn whether nobody can have worked on the step before
 */
record Absence(ResourceId resource, SetupState state, boolean firstTurn, Instant now) {

  /** After this long, somebody may well have made what the preflight saw absent. */
  private static final Duration BELIEVED_FOR = Duration.ofMinutes(2);

  /** Whether the resource is absent for certain. */
  boolean isKnown() {
    return firstTurn && (wasJustSeenAbsent() || liesInWhatWasJustMade());
  }

  /** Whether this setup is being made rather than checked: something was absent when it began. */
  boolean isLikely() {
    return seenAbsent().findAny().isPresent();
  }

  private boolean wasJustSeenAbsent() {
    boolean isFresh =
        preflight()
            .flatMap(StepRecord::finishedAt)
            .filter(at -> at.plus(BELIEVED_FOR).isAfter(now))
            .isPresent();
    return isFresh && seenAbsent().anyMatch(resource::equals);
  }

  private boolean liesInWhatWasJustMade() {
    return Stream.of(StepKind.REGISTRY, StepKind.ENDPOINT)
        .flatMap(kind -> record(StepName.of(kind)).stream())
        .filter(record -> record.intent() == Intent.CREATE && record.attempt() > 0)
        .map(record -> resourceOf(record.name().kind()))
        .anyMatch(made -> resource.isAtOrUnder(made) && !resource.equals(made));
  }

  private ResourceId resourceOf(StepKind kind) {
    var request = state.setup().value().request();
    return kind == StepKind.REGISTRY ? request.registry().id() : request.privateEndpoint().id();
  }

  private Stream<ResourceId> seenAbsent() {
    return preflight().stream()
        .flatMap(
            record ->
                Arrays.stream(record.outputs().getOrDefault(PreflightStep.ABSENT, "").split("\n")))
        .filter(id -> !id.isEmpty())
        .map(ResourceId::new);
  }

  private Optional<StepRecord> preflight() {
    return record(StepName.of(StepKind.PREFLIGHT));
  }

  private Optional<StepRecord> record(StepName name) {
    return Optional.ofNullable(state.steps().get(name)).map(Versioned::value);
  }
}
