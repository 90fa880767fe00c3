package dev.moat.localazure.servicebus.broker;

import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is to happen when: a sorted agenda that someone with a clock runs. */
final class Timeline {

  /** One entry; the number keeps entries of the same instant apart and in order. */
  record Alarm(Instant at, long number) {}

  private final NavigableMap<Alarm, Runnable> agenda =
      new TreeMap<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
  private long lastNumber;

  Alarm set(Instant at, Runnable action) {
    Alarm alarm = new Alarm(at, ++lastNumber);
    agenda.put(alarm, action);
    return alarm;
  }

  void cancel(@Nullable Alarm alarm) {
    if (alarm != null) {
      agenda.remove(alarm);
    }
  }

  void runDue(Instant now) {
    while (!agenda.isEmpty() && !agenda.firstKey().at().isAfter(now)) {
      agenda.pollFirstEntry().getValue().run();
    }
  }

  Optional<Instant> next() {
    return agenda.isEmpty() ? Optional.empty() : Optional.of(agenda.firstKey().at());
  }
}
