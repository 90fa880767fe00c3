package dev.moat.engine;

import dev.moat.model.SetupId;

/**
 * A call to look whether a setup is still as its request asks.
 *
 * @param everything whether all its steps are to be looked at; else only those that noticed changes
 *     may have touched
 * @param occasion what makes the message's id unique
 */
public record DriftCheckCall(SetupId setup, boolean everything, String occasion) {

  /** The message's id: calls for one occasion are one call. */
  public String messageId() {
    return setup + "/" + occasion;
  }
}
