package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.Reversal;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    Outcome within = deadlines.apply(setup(turn), turn.stored().value(), outcome);
    if (within instanceof Outcome.Done done) {
      return explained(turn, done(turn, done));
    }
    if (within instanceof Outcome.Left left) {
      return outbox.commit(left(turn, left));
    }
    if (within instanceof Outcome.Later later) {
      return logged(turn, later.draft(), outbox.commit(later(turn, later)));
    }
    if (within instanceof Outcome.Drifted drifted) {
      return logged(turn, drifted.draft(), outbox.commit(drifted(turn, drifted)));
    }
    Outcome.Failed failed = (Outcome.Failed) within;
    return logged(turn, failed.draft(), outbox.commit(failed(turn, failed)));
  }

  /** Tells of the drift that the turn ended with, if there is one and it was recorded. */
  private static boolean logged(StepTurn turn, StepDraft draft, boolean recorded) {
    StepRecord record = draft.record();
    if (recorded) {
      DriftResponse.ofThisCheck(record)
          .filter(drift -> !turn.stored().value().drifts().contains(drift))
          .ifPresent(drift -> DriftLog.write(setup(turn).id(), record.name(), drift));
    }
    return recorded;
  }

  /** Commits a change, and tells who caused an earlier drift if that became known with it. */
  private boolean explained(StepTurn turn, Change change) {
    boolean recorded = outbox.commit(change);
    if (recorded) {
      change
          .stepWrites()
          .forEach(
              write -> DriftLog.explained(change.setup(), turn.stored().value(), write.value()));
    }
    return recorded;
  }

  private Change done(StepTurn turn, Outcome.Done done) {
    StepRecord before = turn.stored().value();
    if (setup(turn).reversal().isPresent()) {
      return reversed(turn, done);
    }
    List<ResourceChange> waiting = turn.state().noticed().stream().map(Versioned::value).toList();
    StepDraft draft = Ownership.settled(done.draft(), before, turn.resource(), waiting);
    boolean isFirst = Renewal.isKeptFromBefore(before, setup(turn));
    if (isFirst) {
      draft.notKept();
    }
    StepRecord record =
        Approvals.waitForgotten(draft)
            .ended(StepStatus.SUCCEEDED, now())
            .attempt(attempts(done.draft().record(), before))
            .error(Optional.empty())
            .succeededAt(now())
            .suspects(List.of())
            .record();
    if (before.isKept() && record.attempt() == 0 && !isFirst) {
      return looked(turn, record).send(tell(turn));
    }
    boolean isRepair = before.isKept() && record.attempt() > 0;
    String reason = isRepair ? Reasons.repaired(record) : Reasons.done(record);
    return change(turn, record, reason, done.text()).send(tell(turn));
  }

  /**
   * What was taken back is no longer Moat's. How things were before Moat is known still after a
   * restore, and forgotten after a teardown: what is in place by the next lock is the owner's.
   */
  private Change reversed(StepTurn turn, Outcome.Done done) {
    boolean restored = done.draft().record().name().kind() == StepKind.LOCKDOWN;
    boolean isOver = setup(turn).reversal().filter(Reversal::isTeardown).isPresent();
    StepDraft draft =
        done.draft()
            .ended(restored ? StepStatus.RESTORED : StepStatus.REMOVED, now())
            .error(Optional.empty());
    StepRecord record = (isOver ? draft.gone() : draft).record();
    return change(turn, record, Reasons.done(record), done.text()).send(tell(turn));
  }

  private Change left(StepTurn turn, Outcome.Left left) {
    StepRecord record = left.draft().ended(StepStatus.LEFT, now()).error(Optional.empty()).record();
    return change(turn, record, Reasons.done(record), left.why()).send(tell(turn));
  }

  /**
   * A look that found all as wanted has nothing to tell but who caused the drift before it, and
   * that what had to wait was put right by others.
   */
  private Change looked(StepTurn turn, StepRecord record) {
    Change change = Change.of(setup(turn).id());
    if (DriftResponse.repairedByOthers(turn.stored().value()).isPresent()) {
      change.note(entry(turn, Reasons.repaired(record), "as wanted again: others put it right"));
    }
    Optional<Drift> explained = DriftResponse.explained(turn.suspects());
    explained.ifPresent(drift -> change.note(DriftHistory.explained(drift, record, now())));
    return change.replaceStep(
        turn.stored(),
        explained
            .map(drift -> record.change().drifts(DriftResponse.withLast(record, drift)).record())
            .orElse(record));
  }

  /** A repair that was begun counts, even if nobody came to record how that ended. */
  private static int attempts(StepRecord after, StepRecord before) {
    boolean wasBegun = before.isKept() && before.intent() != Intent.NONE;
    return wasBegun ? Math.max(1, after.attempt()) : after.attempt();
  }

  private Change drifted(StepTurn turn, Outcome.Drifted drifted) {
    boolean contested = drifted.drift().response() == Drift.Response.CONTESTED;
    StepRecord record =
        ownedAfter(drifted, turn)
            .ended(contested ? StepStatus.CONTESTED : StepStatus.DRIFTED, now())
            .suspects(List.of())
            .record();
    return Change.of(setup(turn).id())
        .replaceStep(turn.stored(), record)
        .note(DriftHistory.found(drifted.drift(), record, now()))
        .send(tell(turn));
  }

  /** What is gone and stays so is nobody's; who makes it next owns it. */
  private static StepDraft ownedAfter(Outcome.Drifted drifted, StepTurn turn) {
    return Ownership.isOfExistence(drifted.drift())
        ? Ownership.lost(drifted.draft())
        : Ownership.unsettled(drifted.draft(), turn.resource(), turn.stored().value().suspects());
  }

  private Change later(StepTurn turn, Outcome.Later later) {
    StepRecord before = turn.stored().value();
    Instant wakeAt = now().plus(later.delay());
    if (Deadlines.endsAnApproval(before, later)) {
      Approvals.waitEnded(later.draft(), now());
    }
    StepRecord record = parked(later, before.turn() + 1, wakeAt);
    Change change = Change.of(setup(turn).id()).replaceStep(turn.stored(), record);
    if (!later.delay().isZero() && !record.waitingFor().equals(before.waitingFor())) {
      change.note(entry(turn, waiting(later, record), "waits for " + later.waitingFor()));
    }
    later.drift().ifPresent(drift -> change.note(DriftHistory.found(drift, record, now())));
    if (later.othersLook()) {
      change.send(lookAtAll(record, change));
    }
    Replies.turned(change, setup(turn), before, record, now());
    StepMessage next =
        new StepMessage(setup(turn).id(), record.generation(), record.name(), record.turn());
    return change.send(Messages.call(next, notBefore(wakeAt, later.delay())));
  }

  private static String waiting(Outcome.Later later, StepRecord record) {
    return later.until() == StepStatus.AWAITING_APPROVAL
        ? Reasons.awaitingApproval(record)
        : Reasons.waiting(record);
  }

  /**
   * What cannot be repaired yet waits for other steps, which may have drifted unnoticed: all of
   * them look again.
   */
  private Outgoing lookAtAll(StepRecord record, Change change) {
    String occasion = "waiting/" + record.generation() + "/" + record.turn();
    return Messages.check(new DriftCheckCall(change.setup(), true, occasion), now());
  }

  private static StepRecord parked(Outcome.Later later, int turn, Instant wakeAt) {
    return later
        .draft()
        .status(later.until())
        .turn(turn)
        .waitingFor(later.waitingFor())
        .wakeAt(wakeAt)
        .unclaimed()
        .record();
  }

  private Change failed(StepTurn turn, Outcome.Failed failed) {
    StepError error = failed.error();
    StepDraft draft = DriftResponse.afterFailure(failed.draft());
    StepRecord record =
        Ownership.unsettled(draft, turn.resource(), turn.stored().value().suspects())
            .ended(StepStatus.FAILED, now())
            .error(Optional.of(error))
            .suspects(List.of())
            .record();
    String text = error.code() + ": " + error.message() + " " + error.advice() + cause(record);
    return change(turn, record, Reasons.failed(turn.stored().value()), text).send(tell(turn));
  }

  private static String cause(StepRecord record) {
    return DriftResponse.ofThisCheck(record)
        .map(drift -> " " + DriftHistory.cause(drift))
        .orElse("");
  }

  private Change change(StepTurn turn, StepRecord record, String reason, String text) {
    return Change.of(setup(turn).id())
        .replaceStep(turn.stored(), record)
        .note(entry(turn, reason, text));
  }

  private HistoryEntry entry(StepTurn turn, String reason, String text) {
    String step = turn.stored().value().name().value();
    return new HistoryEntry(now(), setup(turn).generation(), step, reason, text);
  }

  private Outgoing tell(StepTurn turn) {
    StepRecord record = turn.stored().value();
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
