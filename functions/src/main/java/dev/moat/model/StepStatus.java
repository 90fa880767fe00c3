package dev.moat.model;

/** How far a step is. */
public enum StepStatus {
  /** Its prerequisites are not done. */
  PENDING,
  /** It was called, first or again after it had ended, and no answer is recorded yet. */
  QUEUED,
  /** It waits for an operation, a Retry-After, a lease or a proof: no code runs. */
  PARKED,
  /** It waits for somebody to approve its connection: no code runs. */
  AWAITING_APPROVAL,
  /** It was observed as wanted. */
  SUCCEEDED,
  /** Retrying cannot help; an operator must act. */
  FAILED,
  /** It was as wanted and is no longer; the request says to report that and leave it. */
  DRIFTED,
  /** It was repaired and somebody undid that, too often: an operator must decide. */
  CONTESTED,
  /** What it changed is as it was before Moat, as an operator asked. */
  RESTORED,
  /** What it created is gone, as an operator asked. */
  REMOVED,
  /** What it created stays although its removal was asked: others use it. */
  LEFT,
  /**
   * An earlier generation had it, this one has not; kept because Moat may have created something.
   */
  NOT_PLANNED;

  /** Whether a call of it is under way or scheduled. */
  public boolean isBeingWorkedOn() {
    return this == QUEUED || this == PARKED || this == AWAITING_APPROVAL;
  }

  /** Whether it is as was asked, be that by the request or by an operator. */
  public boolean isDone() {
    return this == SUCCEEDED || this == RESTORED || this == REMOVED || this == LEFT;
  }

  /** Whether it ended otherwise than asked, so that an operator may have it done again. */
  public boolean isFailure() {
    return this == FAILED || this == DRIFTED || this == CONTESTED;
  }

  /** Whether nothing more happens to the step in this generation by itself. */
  public boolean isFinal() {
    return switch (this) {
      case SUCCEEDED, FAILED, DRIFTED, CONTESTED, RESTORED, REMOVED, LEFT, NOT_PLANNED -> true;
      case PENDING, QUEUED, PARKED, AWAITING_APPROVAL -> false;
    };
  }
}
