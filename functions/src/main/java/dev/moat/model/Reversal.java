package dev.moat.model;

import java.time.Instant;
import java.util.Optional;

/**
 * An operator asked that what Moat did be taken back. While a setup has one, that is what it works
 * towards, in place of its request.
 *
 * @param until when the registry is locked again by itself; only of a restore
 * @param deleteRegistry whether a teardown removes a registry that Moat created too, with all its
 *     images
 */
public record Reversal(Kind kind, Optional<Instant> until, boolean deleteRegistry) {

  /** How much is taken back. */
  public enum Kind {
    /** The registry's network settings are as they were before the lock; the private path stays. */
    RESTORE,
    /** The same, and what Moat created is removed. */
    TEARDOWN
  }

  /** The posture comes back, until a time or for good. */
  public static Reversal restore(Optional<Instant> until) {
    return new Reversal(Kind.RESTORE, until, false);
  }

  /** What Moat created is removed, and the registry too if the operator says so. */
  public static Reversal teardown(boolean deleteRegistry) {
    return new Reversal(Kind.TEARDOWN, Optional.empty(), deleteRegistry);
  }

  public boolean isTeardown() {
    return kind == Kind.TEARDOWN;
  }

  /** Whether its time is over. */
  public boolean isOver(Instant now) {
    return until.filter(time -> !time.isAfter(now)).isPresent();
  }
}
