package dev.moat.cli;

import dev.moat.model.Difference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long it takes until a registry is again as it was before a change by hand, told by looking at
 * it again and again.
 */
final class Recovery {

  private final RegistryReport before;
  private final Supplier<RegistryReport> read;
  private final Clock clock;
  private final Instant changed;
  private Optional<Instant> regained = Optional.empty();

  /** Begins at this moment, in which the change was made or taken by Azure. */
  Recovery(RegistryReport before, Supplier<RegistryReport> read, Clock clock) {
    this.before = before;
    this.read = read;
    this.clock = clock;
    this.changed = clock.instant();
  }

  /** What is another way now than it was before, in words. */
  List<Difference> losses() {
    return read.get().since(before);
  }

  /** Looks, unless it is known already that all is as before. */
  boolean isOver() {
    if (regained.isEmpty() && losses().isEmpty()) {
      regained = Optional.of(clock.instant());
    }
    return regained.isPresent();
  }

  /** From the change to the first look that found everything as before. */
  Duration time() {
    return Duration.between(changed, regained.orElseThrow());
  }
}
