package dev.moat.engine;

import dev.moat.queue.Letters;
import dev.moat.queue.Taking;
import java.util.function.Supplier;

/** What became of an operator's wish to send a letter again or to discard it. */
public sealed interface LetterAnswer {

  /**
   * It was sent.
   *
   * @param messageId of what was sent
   */
  record Sent(String messageId) implements LetterAnswer {}

  /** It is gone. */
  record Discarded() implements LetterAnswer {}

  /** It is not there: never, or no longer, because somebody else was ahead. Nothing was done. */
  record NotThere() implements LetterAnswer {}

  /**
   * It cannot be done, at least not now; nothing was done.
   *
   * @param code a stable name, such as {@code LetterHeld}
   * @param advice what to do instead
   */
  record Refused(String code, String message, String advice) implements LetterAnswer {}

  /**
   * @param what was to be taken, for people
   * @param done what to do and answer when it was taken
   */
  static LetterAnswer of(Taking taking, String what, Supplier<LetterAnswer> done) {
    return switch (taking) {
      case TAKEN -> done.get();
      case NOT_THERE -> new NotThere();
      case HELD ->
          new Refused(
              "LetterHeld",
              "Somebody else is taking %s, or another from there.".formatted(what),
              "Try again in a minute.");
      case OUT_OF_REACH ->
          new Refused(
              "LetterOutOfReach",
              "More than %d others lie before %s, and Service Bus gives them out in turn."
                  .formatted(Letters.REACH, what),
              "Deal with older ones first.");
    };
  }
}
