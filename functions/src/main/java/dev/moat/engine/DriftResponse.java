package dev.moat.engine;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.step.Observation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be done about a step that differs although it was as wanted before. */
final class DriftResponse {

  /** More changes in one go than any repair takes: somebody undoes them while they are made. */
  static final int MOST_CHANGES = 10;

  private final DriftSettings settings;
  private final Clock clock;

  DriftResponse(DriftSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The drift that was found; empty when it is the one that is being repaired already.
   *
   * @param onDrift what the request says about this step
   * @param mayRecreate whether a registry that is gone may be made again
   */
  Optional<Drift> to(
      Observation.NeedsChange found, StepRecord step, OnDrift onDrift, boolean mayRecreate) {
    boolean isLost = isRegistryLost(found, step) && !mayRecreate;
    return to(differences(found), step, isLost ? OnDrift.REPORT : onDrift);
  }

  /** The drift that was found and can be repaired only later; empty when it was found before. */
  Optional<Drift> to(List<Difference> differences, StepRecord step, OnDrift onDrift) {
    if (onDrift == OnDrift.REPORT) {
      return Optional.of(drift(differences, step, Drift.Response.REPORTED));
    }
    if (isUnderRepair(differences, step)) {
      return Optional.empty();
    }
    return Optional.of(
        drift(
            differences,
            step,
            isContested(step) ? Drift.Response.CONTESTED : Drift.Response.REPAIRED));
  }

  /** A drift that nothing can be done about; what cannot be compared is told by its code. */
  Drift blocked(Observation.Blocked blocked, StepRecord step) {
    List<Difference> byCode =
        List.of(new Difference("state", "as the request asks", blocked.error().code()));
    List<Difference> differences = blocked.differences().isEmpty() ? byCode : blocked.differences();
    return drift(differences, step, Drift.Response.REPORTED);
  }

  /** The drifts to remember: those that the loop breaker counts, and the latest in any case. */
  List<Drift> remembered(StepRecord step, Drift latest) {
    List<Drift> all = new ArrayList<>(step.drifts());
    all.add(latest);
    return List.copyOf(all.subList(Math.max(0, all.size() - settings.flips()), all.size()));
  }

  /**
   * The drifts of a step whose repair has failed: that one stands as reported. It was not undone by
   * anybody, so that the loop breaker must not count it.
   */
  static List<Drift> afterFailure(StepRecord step) {
    return ofThisCheck(step)
        .map(
            drift ->
                new Drift(
                    drift.foundAt(), drift.differences(), drift.cause(), Drift.Response.REPORTED))
        .map(reported -> withLast(step, reported))
        .orElse(step.drifts());
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
  static Optional<Drift> explained(StepRecord step) {
    return last(step.drifts())
        .filter(drift -> drift.cause().isEmpty())
        .flatMap(drift -> madeBefore(drift, step).map(drift::causedBy));
  }

  private static Optional<ResourceChange> madeBefore(Drift drift, StepRecord step) {
    return latest(
        step.suspects().stream().filter(change -> !change.at().isAfter(drift.foundAt())).toList());
  }

  private Drift drift(List<Difference> differences, StepRecord step, Drift.Response response) {
    Optional<ResourceChange> cause =
        latest(step.suspects())
            .or(
                () ->
                    last(step.drifts())
                        .filter(known -> explains(known, differences, response))
                        .flatMap(Drift::cause));
    return new Drift(clock.instant(), differences, cause, response);
  }

  /** What nobody was seen to do since: a drift that was left, or the repair that was undone. */
  private static boolean explains(
      Drift known, List<Difference> differences, Drift.Response response) {
    return response == Drift.Response.CONTESTED
        || known.response() == Drift.Response.REPORTED && known.differences().equals(differences);
  }

  private static boolean isRegistryLost(Observation.NeedsChange found, StepRecord step) {
    return step.name().kind() == StepKind.REGISTRY && found instanceof Observation.Absent;
  }

  private boolean isContested(StepRecord step) {
    Instant from = clock.instant().minus(settings.flipWindow());
    long repairs =
        step.drifts().stream()
            .filter(drift -> drift.response() == Drift.Response.REPAIRED)
            .filter(drift -> drift.foundAt().isAfter(from))
            .count();
    return repairs + 1 >= settings.flips() || step.attempt() >= MOST_CHANGES;
  }

  /**
   * Whether this is what the step is repairing already: a repair may take several changes, and
   * several tries. The same fields again, after a change of them has succeeded, were undone.
   */
  private static boolean isUnderRepair(List<Difference> differences, StepRecord step) {
    boolean nothingDone = step.attempt() == 0 || step.intent() != Intent.NONE;
    return step.attempt() < MOST_CHANGES
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

  private static List<Difference> differences(Observation.NeedsChange found) {
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

  private static Optional<ResourceChange> latest(List<ResourceChange> suspects) {
    return suspects.stream().max((a, b) -> a.at().compareTo(b.at()));
  }

  private static <T> Optional<T> last(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
  }
}
