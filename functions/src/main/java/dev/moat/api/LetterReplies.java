package dev.moat.api;

import dev.moat.engine.LetterAnswer;
import java.util.function.Supplier;

/** What is answered when a letter was to be sent again or discarded. */
final class LetterReplies {

  private LetterReplies() {}

  /**
   * @param missing why there is no such letter
   */
  static Reply of(LetterAnswer answer, Supplier<Refusal> missing) {
    if (answer instanceof LetterAnswer.Sent) {
      return Reply.empty(Reply.ACCEPTED);
    }
    if (answer instanceof LetterAnswer.Discarded) {
      return Reply.empty(Reply.NO_CONTENT);
    }
    if (answer instanceof LetterAnswer.Refused refused) {
      throw Refusal.of(409, refused.code(), refused.message(), refused.advice());
    }
    throw missing.get();
  }
}
