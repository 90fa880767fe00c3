package dev.moat.store.table;

import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far a {@link Scan} is.
 *
 * @param after the partition key that this part of the scan began behind; empty at the beginning
 * @param token what the service gave to go on with in this part; empty at its beginning
 */
record ScanPosition(String after, Optional<String> token) {

  /** What {@link Keys#safe} makes: it stands in a filter, and must not end it. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._!-]*");

  /** Two keys as the service writes them, in one text as the client does. */
  private static final Pattern TOKEN =
      Pattern.compile("([\\x21-\\x3A\\x3C-\\x7E]+(;[\\x21-\\x3A\\x3C-\\x7E]*)?)?");

  static ScanPosition read(String list, Optional<String> continuation) {
    if (continuation.isEmpty()) {
      return new ScanPosition("", Optional.empty());
    }
    List<String> parts = Continuation.read(list, 2, continuation.get());
    String token = parts.get(1);
    if (!KEY.matcher(parts.get(0)).matches() || !TOKEN.matcher(token).matches()) {
      throw new InvalidContinuationException(list);
    }
    return new ScanPosition(parts.get(0), Optional.of(token).filter(text -> !text.isEmpty()));
  }

  /** The filter, without the partitions that are behind. */
  String beyond(String filter) {
    return after.isEmpty() ? filter : "PartitionKey gt '%s' and (%s)".formatted(after, filter);
  }

  /** What to go on with behind this row's partition. */
  static String after(String list, Row row) {
    return Continuation.of(list, row.entity().getPartitionKey(), "");
  }

  /** What to go on with at this token. */
  String goingOn(String list, String nextToken) {
    return Continuation.of(list, after, nextToken);
  }
}
