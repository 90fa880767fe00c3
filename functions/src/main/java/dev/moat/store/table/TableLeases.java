package dev.moat.store.table;

import dev.moat.model.ResourceId;
import dev.moat.store.Leases;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Leases and throttles in a table each, a partition per resource or subscription. */
final class TableLeases implements Leases {

  record Lease(ResourceId resource, String holder, Instant until) {}

  record Throttle(String subscription, Instant until) {}

  private static final String LEASE = "lease";
  private static final String THROTTLE = "throttle";

  private final Table leases;
  private final Table throttles;

  TableLeases(Table leases, Table throttles) {
    this.leases = leases;
    this.throttles = throttles;
  }

  @Override
  public Optional<Instant> acquire(ResourceId resource, String holder, Instant now, Instant until) {
    Predicate<Lease> isAnothers =
        lease -> !lease.holder().equals(holder) && lease.until().isAfter(now);
    return leases
        .putUnless(
            stored -> isAnothers.test(stored.read(Lease.class)),
            () -> row(new Lease(resource, holder, until)))
        .map(stored -> stored.read(Lease.class).until());
  }

  @Override
  public void release(ResourceId resource, String holder) {
    // A lease that changes hands before the deletion has another version, and stays.
    leases
        .find(key(resource), LEASE)
        .filter(stored -> stored.read(Lease.class).holder().equals(holder))
        .ifPresent(leases::delete);
  }

  @Override
  public Optional<Instant> throttledUntil(String subscription, Instant now) {
    return throttles
        .find(Keys.hashIgnoringCase(subscription), THROTTLE)
        .map(stored -> stored.read(Throttle.class).until())
        .filter(until -> until.isAfter(now));
  }

  @Override
  public void throttle(String subscription, Instant until) {
    throttles.putUnless(
        stored -> !stored.read(Throttle.class).until().isBefore(until),
        () -> row(new Throttle(subscription, until)));
  }

  static Row row(Lease lease) {
    return Row.of(key(lease.resource()), LEASE, lease)
        .column("resource", lease.resource().value())
        .column("holder", lease.holder())
        .column("until", lease.until());
  }

  static Row row(Throttle throttle) {
    return Row.of(Keys.hashIgnoringCase(throttle.subscription()), THROTTLE, throttle)
        .column("subscription", throttle.subscription())
        .column("until", throttle.until());
  }

  /** A resource id holds slashes, which a key cannot. */
  private static String key(ResourceId resource) {
    return Keys.hashIgnoringCase(resource.value());
  }
}
