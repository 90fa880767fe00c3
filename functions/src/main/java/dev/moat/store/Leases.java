package dev.moat.store;

import dev.moat.model.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may write to a resource on which Azure refuses concurrent writes: a virtual network, a zone,
 * a registry. And until when a subscription wants to be left alone.
 */
public interface Leases {

  /**
   * Takes the lease, or prolongs it when this holder has it.
   *
   * @return empty when it was taken; else until when another has it
   */
  Optional<Instant> acquire(ResourceId resource, String holder, Instant now, Instant until);

  /** Gives the lease back; does nothing when this holder no longer has it. */
  void release(ResourceId resource, String holder);

  /** Until when this subscription wants to be left alone; empty when it does not, or no longer. */
  Optional<Instant> throttledUntil(String subscription, Instant now);

  /** Leave this subscription alone until then; an earlier time than the recorded one is ignored. */
  void throttle(String subscription, Instant until);
}
