package dev.moat.localazure.servicebus.broker;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages that wait for a receiver, oldest first: those of one session, or of a whole queue. */
final class Lane {
  private final NavigableMap<Long, Message> waiting = new TreeMap<>();

  void add(Message message) {
    waiting.put(message.sequenceNumber(), message);
  }

  void remove(Message message) {
    waiting.remove(message.sequenceNumber());
  }

  @Nullable Message poll() {
    Map.Entry<Long, Message> oldest = waiting.pollFirstEntry();
    return oldest == null ? null : oldest.getValue();
  }

  OptionalLong oldest() {
    return waiting.isEmpty() ? OptionalLong.empty() : OptionalLong.of(waiting.firstKey());
  }
}
