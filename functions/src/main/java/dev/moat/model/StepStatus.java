package dev.moat.model;

/** How far a step is. */
public enum StepStatus {
  /** Its prerequisites are not done. */
  PENDING,
  /** It was called for the first time, and no answer is recorded yet. */
  QUEUED,
  /** It waits for an operation, a Retry-After, a lease or a proof: no code runs. */
  PARKED,
  /** It was observed as wanted. */
  SUCCEEDED,
  /** Retrying cannot help; an operator must act. */
  FAILED,
  /**
   * An earlier generation had it, this one has not; kept because Moat may have created something.
   */
  NOT_PLANNED;

  /** Whether nothing more happens to the step in this generation by itself. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == NOT_PLANNED;
  }
}
