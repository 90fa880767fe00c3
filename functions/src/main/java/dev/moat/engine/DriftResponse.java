package dev.moat.engine;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepDraft;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.step.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What is to be done about a step that differs although it was as wanted before. */
final class DriftResponse {

  private final LoopBreaker loopBreaker;
  private final Clock clock;

  DriftResponse(DriftSettings settings, Clock clock) {
    this.loopBreaker = new LoopBreaker(settings);
    this.clock = clock;
  }

  /**
   * The drift that was found; empty when it is the one that is being repaired already.
   *
   * @param suspects of the step, which is taken as they have it
   * @param onDrift what the request says about this step
   * @param mayRecreate whether a registry that is gone may be made again
   */
  Optional<Drift> to(
      Observation.NeedsChange found, Suspects suspects, OnDrift onDrift, boolean mayRecreate) {
    boolean isLost = isRegistryLost(found, suspects.step()) && !mayRecreate;
    return to(differences(found), suspects, isLost ? OnDrift.REPORT : onDrift);
  }

  /** The drift that was found and can be repaired only later; empty when it was found before. */
  Optional<Drift> to(List<Difference> differences, Suspects suspects, OnDrift onDrift) {
    if (onDrift == OnDrift.REPORT) {
      return Optional.of(drift(differences, suspects, Drift.Response.REPORTED));
    }
    if (isUnderRepair(differences, suspects.step())) {
      return Optional.empty();
    }
    boolean isContested = loopBreaker.stops(differences, suspects.step(), clock.instant());
    return Optional.of(
        drift(
            differences,
            suspects,
            isContested ? Drift.Response.CONTESTED : Drift.Response.REPAIRED));
  }

  /** A drift that nothing can be done about; what cannot be compared is told by its code. */
  Drift blocked(Observation.Blocked blocked, Suspects suspects) {
    List<Difference> byCode =
        List.of(new Difference("state", "as the request asks", blocked.error().code()));
    List<Difference> differences = blocked.differences().isEmpty() ? byCode : blocked.differences();
    return drift(differences, suspects, Drift.Response.REPORTED);
  }

  /** The drifts to remember: those that the loop breaker counts, and the latest in any case. */
  List<Drift> remembered(StepRecord step, Drift latest) {
    List<Drift> all = new ArrayList<>(step.drifts());
    all.add(latest);
    return loopBreaker.remembered(all, clock.instant());
  }

  /**
   * A step whose repair has failed: its drift stands as reported, and may be explained as before.
   * It was not undone by anybody, so that the loop breaker must not count it.
   */
  static StepDraft afterFailure(StepDraft draft) {
    StepRecord step = draft.record();
    ofThisCheck(step)
        .map(Drift::reported)
        .ifPresent(drift -> draft.drifts(withLast(step, drift)).coveredUntil(drift.since()));
    return draft;
  }

  /** The drifts of the step with another one in place of the last. */
  static List<Drift> withLast(StepRecord step, Drift last) {
    List<Drift> drifts = new ArrayList<>(step.drifts());
    drifts.set(drifts.size() - 1, last);
    return List.copyOf(drifts);
  }

  /**
   * The last drift with its cause, when an event told of that only after the drift was found, which
   * happens: events come late and in any order. Empty when there is nothing new to tell.
   */
  static Optional<Drift> explained(Suspects suspects) {
    return last(suspects.step().drifts())
        .filter(drift -> drift.cause().isEmpty())
        .flatMap(drift -> suspects.causeOf(drift).map(drift::causedBy));
  }

  /** The last drift, if the later record tells its cause and the earlier one does not. */
  static Optional<Drift> explainedBetween(StepRecord earlier, StepRecord later) {
    return last(later.drifts())
        .filter(drift -> drift.cause().isPresent())
        .filter(
            drift ->
                last(earlier.drifts()).filter(known -> isUnexplained(known, drift)).isPresent());
  }

  private static boolean isUnexplained(Drift known, Drift drift) {
    return known.cause().isEmpty() && known.foundAt().equals(drift.foundAt());
  }

  /** The drift that was to be repaired and is not there any more, although Moat changed nothing. */
  static Optional<Drift> repairedByOthers(StepRecord step) {
    return ofThisCheck(step)
        .filter(drift -> drift.response() == Drift.Response.REPAIRED)
        .filter(drift -> isSince(step.coveredUntil(), drift));
  }

  private Drift drift(List<Difference> differences, Suspects suspects, Drift.Response response) {
    StepRecord step = suspects.step();
    Optional<Drift> known = left(step, differences);
    Optional<Instant> since =
        known.flatMap(Drift::since).or(step::coveredUntil).or(step::succeededAt);
    Drift found = new Drift(clock.instant(), differences, Optional.empty(), response, since);
    Optional<ResourceChange> cause =
        known.isPresent()
            ? known.flatMap(drift -> drift.cause().or(() -> suspects.causeOf(drift)))
            : suspects.causeOf(found);
    return cause.map(found::causedBy).orElse(found);
  }

  /** The drift that was left before, if it is what is found again, or some of it. */
  private static Optional<Drift> left(StepRecord step, List<Difference> differences) {
    return last(step.drifts())
        .filter(drift -> drift.response() == Drift.Response.REPORTED)
        .filter(drift -> new HashSet<>(drift.differences()).containsAll(differences))
        .filter(drift -> isSince(step.coveredUntil(), drift));
  }

  private static boolean isSince(Optional<Instant> covered, Drift drift) {
    return covered.filter(until -> !drift.foundAt().isAfter(until)).isEmpty();
  }

  private static boolean isRegistryLost(Observation.NeedsChange found, StepRecord step) {
    return step.name().kind() == StepKind.REGISTRY && found instanceof Observation.Absent;
  }

  /**
   * Whether this is what the step is repairing already: a repair may take several changes, and
   * several tries. The same fields again, after a change of them has succeeded, were undone.
   */
  private static boolean isUnderRepair(List<Difference> differences, StepRecord step) {
    boolean nothingDone = step.attempt() == 0 || step.intent() != Intent.NONE;
    return !LoopBreaker.isInVain(step, differences.size())
        && ofThisCheck(step)
            .filter(
                drift -> nothingDone || !fields(drift.differences()).equals(fields(differences)))
            .isPresent();
  }

  /** The last drift, if it was found since the step was last called after it had ended. */
  static Optional<Drift> ofThisCheck(StepRecord step) {
    return last(step.drifts())
        .filter(
            drift ->
                step.startedAt().filter(started -> !drift.foundAt().isBefore(started)).isPresent());
  }

  /** What is not as wanted, field by field. */
  static List<Difference> differences(Observation.NeedsChange found) {
    if (found instanceof Observation.Differs differs) {
      return differs.differences();
    }
    if (found instanceof Observation.Unusable unusable) {
      return unusable.differences();
    }
    return List.of(Drift.GONE);
  }

  private static List<String> fields(List<Difference> differences) {
    return differences.stream().map(Difference::field).sorted().toList();
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }
}
