package dev.moat.engine;

import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.StepDraft;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A step's record during one turn: as it is stored, and as the turn's outcome will leave it. */
final class TurnRecord {

  private final StepDraft draft;
  private final Instant begunAt;
  private Versioned<StepRecord> stored;
  private StepRecord known;
  private Optional<Intent> intentBeforeClaim = Optional.empty();

  /**
   * @param begunAt when the turn began, before it looked at anything
   */
  TurnRecord(Versioned<StepRecord> read, Instant begunAt) {
    this.begunAt = begunAt;
    stored = read;
    known = read.value();
    draft = read.value().change();
  }

  /** What the outcome replaces: the record that was read, and from the claim on the claim. */
  Versioned<StepRecord> stored() {
    return stored;
  }

  /** What is known of the step: what is stored, and what the turn learnt about its last change. */
  StepRecord known() {
    return known;
  }

  /** What the outcome will be made of. */
  StepDraft draft() {
    return draft;
  }

  StepKind kind() {
    return known.name().kind();
  }

  boolean isKept() {
    return known.isKept();
  }

  /** The resource was just seen as wanted. */
  void seenAsWanted() {
    draft.coveredUntil(Optional.of(begunAt));
  }

  /**
   * Azure took a change.
   *
   * @param differing how much differed before it
   * @param begun when it was sent
   */
  void changeBegun(int differing, Instant begun) {
    draft
        .attempt(known.attempt() + 1)
        .inVain(LoopBreaker.inVain(known, differing))
        .differing(differing)
        .coveredUntil(Optional.of(begun));
  }

  /** The change that the step had begun is made. */
  void changeSucceeded() {
    draft
        .createdByMoat(known.createdByMoat() || known.intent() == Intent.CREATE)
        .intent(Intent.NONE);
    known = draft.record();
  }

  void remember(List<Drift> drifts) {
    draft.drifts(drifts);
  }

  /** What is about to be written; a creation of which the end is unknown stays one. */
  void intend(Intent intent) {
    intentBeforeClaim = Optional.of(known.intent());
    if (known.intent() != Intent.CREATE) {
      draft.intent(intent);
    }
  }

  void claimed(Versioned<StepRecord> claim) {
    stored = claim;
    known = claim.value();
  }

  /**
   * Azure refused the write. What it did not make is not Moat's, should somebody else make it
   * before the next turn; but a repair that has made changes already is not over.
   */
  void writeRefused() {
    boolean goesOn = isKept() && known.attempt() > 0;
    intentBeforeClaim
        .map(before -> before == Intent.NONE && goesOn ? Intent.UPDATE : before)
        .ifPresent(draft::intent);
  }
}
