package dev.moat.engine;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Ids of messages that are sent again. Under its old id a message would be dropped as a duplicate
 * by its queue.
 */
final class MessageIdAgain {

  private static final Pattern EARLIER = Pattern.compile("again/[0-9]+/");

  private MessageIdAgain() {}

  /**
   * The same each time for one dead letter, so that it is not sent twice when the app ends before
   * the letter is removed and an operator asks again within the time of duplicate detection.
   */
  static String of(long sequenceNumber, String messageId) {
    return "again/" + sequenceNumber + "/" + original(messageId);
  }

  /** Another each time: what is rejected today may be right after a setting was changed. */
  static String of(Instant now, String messageId) {
    return "again/" + now.toEpochMilli() + "/" + original(messageId);
  }

  /** Without what earlier sendings put before it, for an id is at most 128 characters long. */
  private static String original(String messageId) {
    return EARLIER.matcher(messageId).lookingAt()
        ? messageId.substring(messageId.indexOf('/', "again/".length()) + 1)
        : messageId;
  }
}
