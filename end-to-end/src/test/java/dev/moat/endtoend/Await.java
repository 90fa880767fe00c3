package dev.moat.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to show, by looking again and again, and not for ever. */
final class Await {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Await() {}

  /**
   * What the supplier finds at last.
   *
   * @param description tells, when it does not come, how things are
   * @throws AssertionError when it does not come in time
   */
  static <T> T until(
      String wanted, Duration atMost, Supplier<Optional<T>> look, Supplier<String> description) {
    Instant end = Instant.now().plus(atMost);
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "Waited %s for %s in vain.%n%s".formatted(atMost, wanted, description.get()));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
