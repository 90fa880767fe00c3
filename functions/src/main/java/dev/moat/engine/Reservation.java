package dev.moat.engine;

import dev.moat.model.ResourceId;
import dev.moat.store.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A step's hold on what its change touches, where Azure allows one write at a time. */
final class Reservation {

  /** How long a resource stays reserved without word from the step that reserved it. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private final Leases leases;
  private final Optional<ResourceId> resource;
  private final String holder;
  private final Clock clock;
  private boolean held;

  /**
   * @param resource empty when the step's change may be made at any time
   * @param held whether an earlier turn reserved it for what still goes on
   */
  Reservation(
      Leases leases, Optional<ResourceId> resource, String holder, Clock clock, boolean held) {
    this.leases = leases;
    this.resource = resource;
    this.holder = holder;
    this.clock = clock;
    this.held = held;
  }

  /** Whether there is anything to reserve. */
  boolean isNeeded() {
    return resource.isPresent();
  }

  /** Reserves it, or prolongs that; false when another step has it. */
  boolean take() {
    Instant now = clock.instant();
    boolean taken =
        resource.flatMap(id -> leases.acquire(id, holder, now, now.plus(LEASE))).isEmpty();
    held = isNeeded() && taken;
    return taken;
  }

  /** Gives it back, if this step has it. */
  void giveBack() {
    if (held) {
      resource.ifPresent(id -> leases.release(id, holder));
    }
  }

  /** The name of the resource, for people. */
  String name() {
    return resource.map(ResourceId::name).orElse("");
  }
}
