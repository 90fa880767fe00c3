package dev.moat.localazure.servicebus.broker;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a queue. A session lives while it has messages, state or a receiver; this class
 * keeps one for as long as the queue itself, for ids are few on one machine.
 */
public final class Sessions {
  private final Contents contents;
  private final Locks locks;
  private final Map<String, Session> byId = new HashMap<>();

  Sessions(Contents contents, Locks locks) {
    this.contents = contents;
    this.locks = locks;
  }

  Session get(String id) {
    return byId.computeIfAbsent(id, Session::new);
  }

  /**
   * Locks the session, which need not have messages.
   *
   * @param whenLost called when the lock expires, not when it is closed
   * @throws RefusedException when another receiver holds it
   */
  public SessionLock accept(String id, Runnable whenLost) {
    requireSessions();
    advance();
    Session session = get(id);
    if (session.lock() != null) {
      throw new RefusedException(
          Refusal.SESSION_CANNOT_BE_LOCKED,
          "Cannot accept session '%s' of queue '%s': another receiver holds it. Accept it again when that receiver is closed or its lock has expired."
              .formatted(id, contents.settings().name()));
    }
    return lock(session, whenLost);
  }

  /** Locks the session with the oldest waiting message among those that nobody holds. */
  public Optional<SessionLock> acceptNext(Runnable whenLost) {
    requireSessions();
    advance();
    return byId.values().stream()
        .filter(Session::isFreeWithMessages)
        .min(Comparator.comparingLong(session -> session.lane().oldest().orElseThrow()))
        .map(session -> lock(session, whenLost));
  }

  private SessionLock lock(Session session, Runnable whenLost) {
    SessionLock lock = new SessionLock(session, contents, locks, whenLost);
    session.lock(lock);
    return lock;
  }

  /** Extends a session's lock by one lock duration from now, and returns its new end. */
  public Instant renewLock(String id) {
    return held(id).requireLock().renew();
  }

  /** What a receiver has stored with the session; null when nothing. */
  public byte @Nullable [] state(String id) {
    return held(id).state();
  }

  public void setState(String id, byte @Nullable [] state) {
    held(id).state(state);
  }

  /**
   * Does nothing while a receiver holds the session.
   *
   * @throws RefusedException when nobody does
   */
  public void requireLock(String id) {
    held(id);
  }

  /** The session, which a receiver must hold now. */
  Session held(String id) {
    requireSessions();
    advance();
    Session session = get(id);
    session.requireLock();
    return session;
  }

  private void advance() {
    contents.timeline().runDue(contents.now());
  }

  private void requireSessions() {
    if (!contents.settings().requiresSession()) {
      throw new RefusedException(
          Refusal.NOT_ALLOWED,
          "Queue '%s' has no sessions: use a receiver without a session, or set RequiresSession."
              .formatted(contents.settings().name()));
    }
  }
}
