package dev.moat.store;

/**
 * Is called around each write to an {@link InMemoryStore}. What it throws reaches the caller: from
 * {@link #before} as a crash with nothing written, from {@link #after} as a crash, or a lost
 * answer, with everything written.
 */
public interface WriteHook {

  /** What is written. */
  enum Write {
    COMMIT,
    FORGET_SENT,
    PUT_REQUEST,
    REJECT,
    FORGET_REJECTED,
    ACQUIRE_LEASE,
    RELEASE_LEASE,
    THROTTLE,
    NOTICE,
    WATCH,
    PLAN_SWEEP
  }

  /** Nothing is written yet. May itself write to the store, as another worker would. */
  default void before(Write write) {}

  /** It is written. Not called for a commit that was refused. */
  default void after(Write write) {}
}
