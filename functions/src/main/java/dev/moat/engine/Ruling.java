package dev.moat.engine;

import dev.moat.model.SetupRecord;
import dev.moat.store.Change;

/** What is decided about an operator's {@link Verb}, from the recorded state alone. */
sealed interface Ruling {

  /** It can be done: by this change. */
  record Granted(Change change) implements Ruling {}

  /** It cannot be done in this state. */
  record Refused(Answer.Refused answer) implements Ruling {}

  /** Nothing is left of the setup that a verb could be about. */
  static Ruling tornDown(SetupRecord setup) {
    return refused(
        "TornDown",
        "Setup '%s' was torn down.".formatted(setup.id()),
        "Post a request under a new requestId to have the registry made private again.");
  }

  static Ruling refused(String code, String message, String advice) {
    return new Refused(new Answer.Refused(code, message, advice));
  }
}
