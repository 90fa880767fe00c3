package dev.moat.simulation;

import dev.moat.model.ResourceId;
import dev.moat.store.Leases;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases of which one can see who holds them. */
final class HeldLeases implements Leases {

  private record Held(String holder, Instant until) {}

  private final Leases leases;
  private final Clock clock;
  private final Map<ResourceId, Held> held = new HashMap<>();

  HeldLeases(Leases leases, Clock clock) {
    this.leases = leases;
    this.clock = clock;
  }

  /** Empty when nobody does. */
  Optional<String> holder(ResourceId resource) {
    return Optional.ofNullable(held.get(resource))
        .filter(lease -> lease.until().isAfter(clock.instant()))
        .map(Held::holder);
  }

  @Override
  public Optional<Instant> acquire(ResourceId resource, String holder, Instant now, Instant until) {
    Optional<Instant> other = leases.acquire(resource, holder, now, until);
    if (other.isEmpty()) {
      held.put(resource, new Held(holder, until));
    }
    return other;
  }

  @Override
  public void release(ResourceId resource, String holder) {
    held.computeIfPresent(resource, (id, lease) -> lease.holder().equals(holder) ? null : lease);
    leases.release(resource, holder);
  }

  @Override
  public Optional<Instant> throttledUntil(String subscription, Instant now) {
    return leases.throttledUntil(subscription, now);
  }

  @Override
  public void throttle(String subscription, Instant until) {
    leases.throttle(subscription, until);
  }
}
