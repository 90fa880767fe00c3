package dev.moat.localazure.resourcemanager;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The directory, as far as role assignments ask it, and whose calls are authorized. A principal
 * nobody spoke of counts as known, so that callers may use any object id, and may do everything,
 * like an owner of all; one can be made unknown, or known only later, or be bound by the roles that
 * it is assigned.
 */
public final class Principals {
  private final Clock clock;
  private final Set<String> forgotten = new HashSet<>();
  private final Map<String, Instant> replicatedAt = new HashMap<>();
  private final Set<String> boundByRoles = new HashSet<>();

  Principals(Clock clock) {
    this.clock = clock;
  }

  /** From now on the principal does not exist. */
  public synchronized void forget(String objectId) {
    forgotten.add(ResourceId.key(objectId));
  }

  /** The principal exists, and is known everywhere. */
  public synchronized void add(String objectId) {
    add(objectId, clock.instant());
  }

  /** The principal exists, and is known everywhere from the given time on. */
  public synchronized void add(String objectId, Instant knownFrom) {
    forgotten.remove(ResourceId.key(objectId));
    replicatedAt.put(ResourceId.key(objectId), knownFrom);
  }

  /**
   * Whether a role can be assigned to the principal now.
   *
   * @param typeGiven whether the caller said what type it is of, which spares the directory look-up
   *     that a new principal fails
   */
  synchronized boolean canBeAssigned(String objectId, boolean typeGiven) {
    String key = ResourceId.key(objectId);
    if (forgotten.contains(key)) {
      return false;
    }
    Instant known = replicatedAt.getOrDefault(key, Instant.MIN);
    return typeGiven || !known.isAfter(clock.instant());
  }

  /** From now on the principal may do what its role assignments grant, and nothing else. */
  public synchronized void bindByRoles(String objectId) {
    boundByRoles.add(ResourceId.key(objectId));
  }

  /** From now on the principal may do everything. */
  public synchronized void unbind(String objectId) {
    boundByRoles.remove(ResourceId.key(objectId));
  }

  synchronized boolean isBoundByRoles(String objectId) {
    return boundByRoles.contains(ResourceId.key(objectId));
  }

  synchronized Set<String> boundByRoles() {
    return new TreeSet<>(boundByRoles);
  }

  synchronized Set<String> forgotten() {
    return new TreeSet<>(forgotten);
  }

  synchronized Map<String, Instant> replicatedAt() {
    return new TreeMap<>(replicatedAt);
  }
}
