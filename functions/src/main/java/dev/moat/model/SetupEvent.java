package dev.moat.model;

/**
 * Something happened in a setup that its orchestrator should look at. The orchestrator decides from
 * the state, not from this message, so that duplicates and any order do no harm.
 *
 * @param cause what happened, in words that make the message's id unique, such as {@code accepted}
 *     or {@code subnet.secureacr-vnet.endpoints/3}
 */
public record SetupEvent(SetupId setup, long generation, String cause) {

  /** The message's id. */
  public String messageId() {
    return setup + "/" + generation + "/" + cause;
  }
}
