package dev.moat.engine;

import static java.util.stream.Collectors.groupingBy;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.StepRecord;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The changes by others that may explain what a step finds. Whoever cannot have done it is not
 * named: nobody is better than the wrong one.
 *
 * @param resource what the step is about
 */
record Suspects(StepRecord step, ResourceId resource, List<ResourceChange> changes) {

  /**
   * How much older than a look or a repair a change may be that came after it: clocks differ, and
   * Azure may still answer a read with how things were.
   */
  static final Duration SKEW = Duration.ofSeconds(2);

  /** Of the changes of each sort that touched a step, the latest are kept. */
  private static final int MOST_OF_A_SORT = 5;

  private static final Comparator<ResourceChange> BY_TIME =
      Comparator.comparing(ResourceChange::at);

  /** What a change can explain: that something is gone, that it differs, or hardly anything. */
  private enum Sort {
    DELETION,
    WRITE,
    ACTION;

    static Sort of(ResourceChange change) {
      return change.isDeletion() ? DELETION : change.isAction() ? ACTION : WRITE;
    }
  }

  /**
   * Those that the step is being checked for, and those that touch it and wait to be looked into
   * because it is being worked on.
   */
  static Suspects of(StepRecord step, ResourceId resource, SetupState state) {
    TouchedSteps touched = TouchedSteps.of(state);
    Stream<ResourceChange> waiting =
        state.noticed().stream()
            .map(Versioned::value)
            .filter(change -> touched.by(change).contains(step.name()));
    return new Suspects(step, resource, Stream.concat(step.suspects().stream(), waiting).toList());
  }

  /** The latest of each sort, oldest first: many of one take no place from another. */
  static List<ResourceChange> latest(Stream<ResourceChange> changes) {
    return changes.distinct().sorted(BY_TIME).collect(groupingBy(Sort::of)).values().stream()
        .flatMap(sort -> sort.stream().skip(Math.max(0, sort.size() - MOST_OF_A_SORT)))
        .sorted(BY_TIME)
        .toList();
  }

  /** The change that explains the drift: made since it may be there, and before it was found. */
  Optional<ResourceChange> causeOf(Drift drift) {
    Stream<ResourceChange> possible =
        changes.stream()
            .filter(change -> isBetween(drift.since(), change.at(), drift.foundAt()))
            .filter(change -> !hasExplainedAnother(change));
    return Ownership.isOfExistence(drift) ? ofAbsence(possible) : ofDifference(possible, drift);
  }

  private static boolean isBetween(Optional<Instant> from, Instant at, Instant to) {
    return from.filter(since -> at.isBefore(since.minus(SKEW))).isEmpty() && !at.isAfter(to);
  }

  private boolean hasExplainedAnother(ResourceChange change) {
    return step.drifts().stream().anyMatch(drift -> drift.cause().equals(Optional.of(change)));
  }

  private Optional<ResourceChange> ofAbsence(Stream<ResourceChange> possible) {
    return possible
        .filter(change -> change.isDeletion() && hasTaken(change.resource()))
        .max(Comparator.comparing((ResourceChange change) -> isOwn(change)).thenComparing(BY_TIME));
  }

  private Optional<ResourceChange> ofDifference(Stream<ResourceChange> possible, Drift drift) {
    return possible.max(
        Comparator.comparing((ResourceChange change) -> !change.isAction())
            .thenComparing(change -> isNamed(change, drift))
            .thenComparing(change -> isOwn(change))
            .thenComparing(BY_TIME));
  }

  /** Whether the step's resource is gone with this one. */
  private boolean hasTaken(ResourceId gone) {
    return resource.isAtOrUnder(gone) || isInOutputs(gone);
  }

  /** Whether the very resource was changed that the step is about, or that it adopted. */
  private boolean isOwn(ResourceChange change) {
    return resource.equals(change.resource()) || isInOutputs(change.resource());
  }

  private boolean isInOutputs(ResourceId id) {
    return step.outputs().values().stream().anyMatch(id.value()::equalsIgnoreCase);
  }

  /** Whether what was changed is a record that differs: its field is {@code A secureacr2021}. */
  private static boolean isNamed(ResourceChange change, Drift drift) {
    return drift.differences().stream()
        .map(Difference::field)
        .filter(field -> field.contains(" "))
        .map(field -> "/" + field.replace(' ', '/').toLowerCase(Locale.ROOT))
        .anyMatch(change.resource().key()::endsWith);
  }
}
