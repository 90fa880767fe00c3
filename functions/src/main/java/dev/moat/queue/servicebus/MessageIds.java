package dev.moat.queue.servicebus;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        : messageId.substring(0, LONGEST - HASH_DIGITS - 1) + "~" + hash(messageId);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
