package dev.moat.engine;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calls again what should have been called long ago. That happens when a message ended as a dead
 * letter: the state was out of reach longer than the deliveries lasted, say. A step that is past
 * its deadline as well fails instead, so that every setup ends.
 */
public final class Watchdog {

  /** How late a call must be; longer than duplicate detection remembers, so that it is taken. */
  static final Duration OVERDUE = Duration.ofMinutes(15);

  private final SetupStore setups;
  private final Outbox outbox;
  private final Deadlines deadlines;
  private final Clock clock;

  public Watchdog(SetupStore setups, Outbox outbox, EngineSettings settings, Clock clock) {
    this.setups = setups;
    this.outbox = outbox;
    this.deadlines = new Deadlines(settings, clock);
    this.clock = clock;
  }

  /**
   * Looks at all setups that run, and at those that are restored for a time; returns how many of
   * them were called again. One whose state cannot be read or written holds up no other: all are
   * tried, then the first failure is thrown.
   */
  public int callOverdue() {
    Failures failures = new Failures();
    long called =
        Stream.concat(setups.active().stream(), setups.restored().stream())
            .filter(setup -> failures.succeeds(() -> callOverdue(setup)))
            .count();
    failures.throwFirst();
    return (int) called;
  }

  private boolean callOverdue(SetupId setup) {
    Optional<Change> change = setups.load(setup).flatMap(this::decide);
    return change.isPresent() && outbox.commit(change.get());
  }

  private Optional<Change> decide(SetupState state) {
    return state.setup().value().status() == SetupStatus.RESTORED
        ? relock(state)
        : callSteps(state);
  }

  /** At once: a registry must not stay open because a message was lost. */
  private Optional<Change> relock(SetupState state) {
    return Relock.isDue(state.setup().value(), now())
        ? Optional.of(Change.of(id(state)).send(tell(state, "overdue/" + now().getEpochSecond())))
        : Optional.empty();
  }

  private Optional<Change> callSteps(SetupState state) {
    List<Versioned<StepRecord>> active =
        state.steps().values().stream()
            .filter(step -> step.value().status().isBeingWorkedOn())
            .toList();
    if (active.isEmpty()) {
      return orchestrate(state);
    }
    List<Versioned<StepRecord>> overdue =
        active.stream().filter(step -> isOverdue(step.value())).toList();
    return overdue.isEmpty() ? Optional.empty() : Optional.of(callAgain(state, overdue));
  }

  private Change callAgain(SetupState state, List<Versioned<StepRecord>> overdue) {
    Change change = Change.of(id(state));
    for (Versioned<StepRecord> step : overdue) {
      if (deadlines.isOver(state.setup().value(), step.value())) {
        fail(change, state, step);
      } else {
        call(change, state, step);
      }
    }
    return change;
  }

  private void call(Change change, SetupState state, Versioned<StepRecord> step) {
    StepRecord again =
        step.value().change().turn(step.value().turn() + 1).wakeAt(now()).unclaimed().record();
    StepMessage message =
        new StepMessage(id(state), again.generation(), again.name(), again.turn());
    change
        .replaceStep(step, again)
        .note(entry(again, Reasons.calledAgain(again), "its last call had no answer"))
        .send(Messages.call(message, Optional.empty()));
  }

  private void fail(Change change, SetupState state, Versioned<StepRecord> step) {
    StepRecord failed =
        DriftResponse.afterFailure(step.value().change())
            .ended(StepStatus.FAILED, now())
            .error(
                Optional.of(
                    deadlines.error(state.setup().value(), step.value(), "an answer to its calls")))
            .record();
    change
        .replaceStep(step, failed)
        .note(entry(failed, Reasons.failed(failed), "none of its calls had an answer"))
        .send(tell(state, "given-up/" + failed.name()));
  }

  /** No step is active in a setup that runs: the event that tells of the last one was lost. */
  private Optional<Change> orchestrate(SetupState state) {
    Instant lastNews =
        state.steps().values().stream()
            .flatMap(step -> step.value().finishedAt().stream())
            .max(Instant::compareTo)
            .orElse(state.setup().value().acceptedAt());
    return lastNews.plus(OVERDUE).isAfter(now())
        ? Optional.empty()
        : Optional.of(Change.of(id(state)).send(tell(state, "overdue/" + now().getEpochSecond())));
  }

  private boolean isOverdue(StepRecord step) {
    Instant due = step.wakeAt().or(step::startedAt).orElseGet(this::now);
    boolean isBeingWritten = step.claimedUntil().filter(now()::isBefore).isPresent();
    return due.plus(OVERDUE).isBefore(now()) && !isBeingWritten;
  }

  private static Outgoing tell(SetupState state, String cause) {
    return Messages.tell(new SetupEvent(id(state), state.setup().value().generation(), cause));
  }

  private HistoryEntry entry(StepRecord step, String reason, String text) {
    return new HistoryEntry(now(), step.generation(), step.name().value(), reason, text);
  }

  private static SetupId id(SetupState state) {
    return state.setup().value().id();
  }

  private Instant now() {
    return clock.instant();
  }
}
