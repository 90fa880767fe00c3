package dev.moat.model;

/**
 * A call to work on a step.
 *
 * @param turn counts the calls for this step in this generation from 1; a call of an earlier turn
 *     than the recorded one was already answered
 */
public record StepMessage(SetupId setup, long generation, StepName step, int turn) {

  /** The message's id: the same call always has the same one, so that duplicates can be seen. */
  public String messageId() {
    return setup + "/" + generation + "/" + step + "/" + turn;
  }
}
