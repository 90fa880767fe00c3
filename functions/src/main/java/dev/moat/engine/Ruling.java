package dev.moat.engine;

import dev.moat.store.Change;

/** What is decided about an operator's {@link Verb}, from the recorded state alone. */
sealed interface Ruling {

  /** It can be done: by this change. */
  record Granted(Change change) implements Ruling {}

  /** It cannot be done in this state. */
  record Refused(Answer.Refused answer) implements Ruling {}

  static Ruling refused(String code, String message, String advice) {
    return new Refused(new Answer.Refused(code, message, advice));
  }
}
