package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.SetupId;
import dev.moat.model.StepRecord;
import dev.moat.step.MadeAs;
import dev.moat.step.Observation;
import dev.moat.store.Change;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Records what is about to be written, before it is written: a crash must not hide it. */
final class Claiming {

  /** How long a worker has a step to itself while it writes; longer than a call's time-out. */
  static final Duration CLAIM = Duration.ofSeconds(45);

  private final SetupStore setups;
  private final Clock clock;
  private final RandomGenerator random;

  Claiming(SetupStore setups, Clock clock, RandomGenerator random) {
    this.setups = setups;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Claims the step; false when another worker has it. A commit that is refused may be our own
   * whose answer was lost, so what is stored decides; no two claims have one correlation id.
   *
   * @param drift what the change answers, for the history; empty when it is no answer to a drift
   */
  boolean claim(
      SetupId setup, TurnRecord turn, Observation.NeedsChange found, Optional<Drift> drift) {
    Instant now = clock.instant();
    StepRecord claim = write(turn, found, now.plus(CLAIM));
    Change change = Change.of(setup).replaceStep(turn.stored(), claim);
    drift.ifPresent(each -> change.note(DriftHistory.found(each, claim, now)));
    setups.commit(change);
    Optional<Versioned<StepRecord>> stored = stored(setup, claim);
    stored.ifPresent(turn::claimed);
    drift
        .filter(any -> stored.isPresent())
        .ifPresent(each -> DriftLog.write(setup, claim.name(), each));
    return stored.isPresent();
  }

  private StepRecord write(TurnRecord turn, Observation.NeedsChange found, Instant until) {
    if (found instanceof Observation.Differs differs) {
      turn.draft().remember(differs.remember()).evidence(differs.evidence());
    }
    if (found instanceof Observation.Absent) {
      MadeAs.begun(turn.draft(), clock.instant());
    }
    turn.intend(intentOf(found));
    return turn.draft().claimedUntil(until).correlationId(newCorrelationId()).record();
  }

  /** The claim as it is stored; empty when something else is. */
  private Optional<Versioned<StepRecord>> stored(SetupId setup, StepRecord claim) {
    return setups
        .load(setup)
        .map(latest -> latest.steps().get(claim.name()))
        .filter(record -> record.value().equals(claim));
  }

  static Intent intentOf(Observation.NeedsChange found) {
    if (found instanceof Observation.Absent) {
      return Intent.CREATE;
    }
    if (found instanceof Observation.Unwanted) {
      return Intent.REMOVE;
    }
    return found instanceof Observation.Unusable ? Intent.REPLACE : Intent.UPDATE;
  }

  /** A version 4 UUID. */
  private String newCorrelationId() {
    long high = random.nextLong() & ~0xF000L | 0x4000L;
    long low = random.nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low).toString();
  }
}
