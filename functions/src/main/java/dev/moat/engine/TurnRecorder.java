package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.Outgoing;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepError;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes down how a turn ended, with the line of history and the message that follow from it. */
final class TurnRecorder {

  private final Outbox outbox;
  private final Deadlines deadlines;
  private final Clock clock;

  TurnRecorder(Outbox outbox, Deadlines deadlines, Clock clock) {
    this.outbox = outbox;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /** Returns false when another worker was ahead, and its result stands. */
  boolean record(StepTurn turn, Outcome outcome) {
    Outcome within = deadlines.apply(turn.read().value(), outcome);
    if (within instanceof Outcome.Done done) {
      return outbox.commit(done(turn, done));
    }
    if (within instanceof Outcome.Later later) {
      return outbox.commit(later(turn, later));
    }
    return outbox.commit(failed(turn, (Outcome.Failed) within));
  }

  private Change done(StepTurn turn, Outcome.Done done) {
    StepRecord before = turn.read().value();
    StepRecord record =
        done.draft()
            .ended(StepStatus.SUCCEEDED, now())
            .createdByMoat(before.createdByMoat() || before.intent() == Intent.CREATE)
            .error(Optional.empty())
            .record();
    return change(turn, record, Reasons.done(record), done.text()).send(tell(turn));
  }

  private Change later(StepTurn turn, Outcome.Later later) {
    StepRecord before = turn.read().value();
    Instant wakeAt = now().plus(later.delay());
    StepRecord record = parked(later, before.turn() + 1, wakeAt);
    Change change = Change.of(setup(turn).id()).replaceStep(turn.read(), record);
    if (!record.waitingFor().equals(before.waitingFor())) {
      change.note(entry(turn, Reasons.waiting(record), "waits for " + later.waitingFor()));
    }
    StepMessage next =
        new StepMessage(setup(turn).id(), record.generation(), record.name(), record.turn());
    return change.send(Messages.call(next, notBefore(wakeAt, later.delay())));
  }

  private static StepRecord parked(Outcome.Later later, int turn, Instant wakeAt) {
    return later
        .draft()
        .status(StepStatus.PARKED)
        .turn(turn)
        .waitingFor(later.waitingFor())
        .wakeAt(wakeAt)
        .unclaimed()
        .record();
  }

  private Change failed(StepTurn turn, Outcome.Failed failed) {
    StepError error = failed.error();
    StepRecord record =
        failed.draft().ended(StepStatus.FAILED, now()).error(Optional.of(error)).record();
    String text = error.code() + ": " + error.message() + " " + error.advice();
    return change(turn, record, Reasons.failed(turn.read().value()), text).send(tell(turn));
  }

  private Change change(StepTurn turn, StepRecord record, String reason, String text) {
    return Change.of(setup(turn).id())
        .replaceStep(turn.read(), record)
        .note(entry(turn, reason, text));
  }

  private HistoryEntry entry(StepTurn turn, String reason, String text) {
    String step = turn.read().value().name().value();
    return new HistoryEntry(now(), setup(turn).generation(), step, reason, text);
  }

  private Outgoing tell(StepTurn turn) {
    StepRecord record = turn.read().value();
    String cause = record.name() + "/" + record.turn();
    return Messages.tell(new SetupEvent(setup(turn).id(), record.generation(), cause));
  }

  private static Optional<Instant> notBefore(Instant wakeAt, Duration delay) {
    return delay.isZero() || delay.isNegative() ? Optional.empty() : Optional.of(wakeAt);
  }

  private static SetupRecord setup(StepTurn turn) {
    return turn.state().setup().value();
  }

  private Instant now() {
    return clock.instant();
  }
}
