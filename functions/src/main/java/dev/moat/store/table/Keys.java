package dev.moat.store.table;

import dev.moat.model.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Texts that may stand in a partition or row key: the characters {@code / \ # ?} and control
 * characters may not, and a key is at most 1024 characters long.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model">The
 *     Table service data model</a>
 */
final class Keys {

  private static final int LONGEST = 400;
  private static final int KEPT_OF_LONGER = 300;

  private Keys() {}

  /**
   * The text with everything but ASCII letters, digits and {@code . _ -} written as {@code !} and
   * four hexadecimal digits; a long one is cut and ends with its hash. Two texts never give the
   * same key.
   */
  static String safe(String text) {
    StringBuilder key = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (isPlain(c)) {
        key.append(c);
      } else {
        key.append('!').append(HexFormat.of().toHexDigits(c));
      }
    }
    return key.length() <= LONGEST
        ? key.toString()
        : key.substring(0, KEPT_OF_LONGER) + "!!" + Sha256.hex(key.toString());
  }

  /** The same for all spellings of a resource id or a subscription. */
  static String hashIgnoringCase(String text) {
    return Sha256.hex(text.toLowerCase(Locale.ROOT));
  }

  /** Sorts before the keys of all earlier instants. */
  static String newestFirst(Instant at) {
    return largestFirst(nanos(at));
  }

  /** Sorts before the keys of all smaller numbers from 0. */
  static String largestFirst(long number) {
    return "%019d".formatted(Long.MAX_VALUE - number);
  }

  /** Nanoseconds since 1970; a {@code long} holds them until 2262. */
  static long nanos(Instant at) {
    return Math.addExact(
        Math.multiplyExact(at.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), at.getNano());
  }

  private static boolean isPlain(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
