package dev.moat.engine;

import dev.moat.store.SetupState;

/** What became of an operator's {@link Verb}. */
public sealed interface Answer {

  /**
   * It is recorded and will be done.
   *
   * @param state of the setup, after that
   */
  record Granted(SetupState state) implements Answer {}

  /**
   * The setup is in a state in which this cannot be done; nothing has changed.
   *
   * @param code a stable name, such as {@code StepNotFailed}
   * @param advice what to do instead
   */
  record Refused(String code, String message, String advice) implements Answer {}

  /** There is no such setup. */
  record NoSuchSetup() implements Answer {}

  /**
   * The setup is no longer as the operator saw it; nothing has changed.
   *
   * @param version it has now
   */
  record Outdated(String version) implements Answer {}
}
