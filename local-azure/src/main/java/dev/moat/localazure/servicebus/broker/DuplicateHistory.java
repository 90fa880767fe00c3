package dev.moat.localazure.servicebus.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The message ids a queue has accepted within its window (<a
 * href="https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection">duplicate
 * detection</a>). A duplicate does not extend the window of the message it repeats.
 */
final class DuplicateHistory {
  private final @Nullable Duration window;
  private final Map<String, Instant> acceptedAt = new LinkedHashMap<>();

  DuplicateHistory(@Nullable Duration window) {
    this.window = window;
  }

  /** Whether the id was seen within the window; remembers it when it was not. */
  boolean isDuplicate(@Nullable String messageId, Instant now) {
    if (window == null || messageId == null) {
      return false;
    }
    forgetBefore(now.minus(window));
    return acceptedAt.putIfAbsent(messageId, now) != null;
  }

  private void forgetBefore(Instant horizon) {
    Iterator<Instant> oldestFirst = acceptedAt.values().iterator();
    while (oldestFirst.hasNext() && !oldestFirst.next().isAfter(horizon)) {
      oldestFirst.remove();
    }
  }
}
