package dev.moat.queue.servicebus;

import dev.moat.model.Sha256;

/**
 * Message ids as Service Bus takes them: at most 128 characters.
 *
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas">Service
 *     Bus quotas</a>
 */
final class MessageIds {

  private static final int LONGEST = 128;
  private static final int HASH_DIGITS = 40;

  private MessageIds() {}

  /** The id, or for a longer one its beginning and its hash: always the same for the same id. */
  static String fitting(String messageId) {
    return messageId.length() <= LONGEST
        ? messageId
        : messageId.substring(0, LONGEST - HASH_DIGITS - 1)
            + "~"
            + Sha256.hex(messageId).substring(0, HASH_DIGITS);
  }
}
