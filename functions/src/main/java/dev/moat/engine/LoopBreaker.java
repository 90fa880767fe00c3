package dev.moat.engine;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.StepRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Tells when a step is repaired no more, because somebody keeps undoing it. */
final class LoopBreaker {

  /** More changes after which no less differs than any repair takes. */
  static final int MOST_IN_VAIN = 10;

  private final DriftSettings settings;

  LoopBreaker(DriftSettings settings) {
    this.settings = settings;
  }

  /** Whether what is found now was repaired too often, or is changed in vain. */
  boolean stops(List<Difference> found, StepRecord step, Instant now) {
    return repairs(found, step, now) + 1 >= settings.flips() || isInVain(step, found.size());
  }

  /** Only a repair of the same field was undone. */
  private long repairs(List<Difference> found, StepRecord step, Instant now) {
    return step.drifts().stream()
        .filter(drift -> isCounted(drift, now))
        .filter(drift -> drift.sharesFieldWith(found))
        .count();
  }

  private boolean isCounted(Drift drift, Instant now) {
    return drift.response() == Drift.Response.REPAIRED
        && drift.foundAt().isAfter(now.minus(settings.flipWindow()));
  }

  /** The drifts to remember: those that are counted, and the latest in any case. */
  List<Drift> remembered(List<Drift> drifts, Instant now) {
    int latest = drifts.size() - settings.flips();
    return IntStream.range(0, drifts.size())
        .filter(i -> i >= latest || isCounted(drifts.get(i), now))
        .mapToObj(drifts::get)
        .toList();
  }

  /**
   * Whether the changes that the step has made since it was called lead nowhere.
   *
   * @param differing how much differs now
   */
  static boolean isInVain(StepRecord step, int differing) {
    return inVain(step, differing) >= MOST_IN_VAIN;
  }

  /** After how many of them no less differed than before; what gets less is progress. */
  static int inVain(StepRecord step, int differing) {
    boolean lastWas = step.attempt() > 0 && differing >= step.differing();
    return step.inVain() + (lastWas ? 1 : 0);
  }
}
