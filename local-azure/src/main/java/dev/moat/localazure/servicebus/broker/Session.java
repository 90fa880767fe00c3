package dev.moat.localazure.servicebus.broker;

import org.jspecify.annotations.Nullable;

/** Messages with the same session id: delivered in order, to one receiver at a time. */
final class Session {
  private final String id;
  private final Lane lane = new Lane();
  private @Nullable SessionLock lock;
  private byte @Nullable [] state;

  Session(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  Lane lane() {
    return lane;
  }

  @Nullable SessionLock lock() {
    return lock;
  }

  void lock(SessionLock value) {
    lock = value;
  }

  void unlock() {
    lock = null;
  }

  byte @Nullable [] state() {
    return state;
  }

  void state(byte @Nullable [] value) {
    state = value;
  }

  boolean isFreeWithMessages() {
    return lock == null && lane.oldest().isPresent();
  }

  SessionLock requireLock() {
    if (lock == null) {
      throw lockLost();
    }
    return lock;
  }

  RefusedException lockLost() {
    return new RefusedException(
        Refusal.SESSION_LOCK_LOST,
        "The lock of session '%s' has expired or was given up. Accept the session again."
            .formatted(id));
  }
}
