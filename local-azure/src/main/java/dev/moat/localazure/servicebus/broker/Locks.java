package dev.moat.localazure.servicebus.broker;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which message, and what happens when a hold ends. A lock belongs to its token, not to
 * the link or connection it was handed out on: it outlives both, until it expires.
 */
final class Locks {
  private final Contents contents;
  private final Map<UUID, Message> byToken = new HashMap<>();

  Locks(Contents contents) {
    this.contents = contents;
  }

  int count() {
    return byToken.size();
  }

  /** Locks a message for one lock duration. */
  void lock(Message message) {
    Lock lock = new Lock(contents.now(), null);
    hold(message, lock);
    extend(message, lock);
  }

  /** Locks a message for as long as the session is locked. */
  void lock(Message message, SessionLock session) {
    hold(message, new Lock(session.lockedUntil(), session));
    session.hold(message);
  }

  private void hold(Message message, Lock lock) {
    message.lock(lock);
    byToken.put(lock.token(), message);
  }

  Instant renew(UUID token) {
    Message message = held(token);
    Lock lock = lockOf(message);
    if (lock.session() != null) {
      throw new RefusedException(
          Refusal.NOT_ALLOWED,
          "Cannot renew lock %s: it lasts as long as its session; renew the lock of the session."
              .formatted(token));
    }
    contents.timeline().cancel(lock.alarm());
    return extend(message, lock);
  }

  private Instant extend(Message message, Lock lock) {
    Instant until = contents.now().plus(contents.settings().lockDuration());
    lock.extend(until, contents.timeline().set(until, () -> fail(message)));
    return until;
  }

  /** The message that a token locks. */
  Message held(UUID token) {
    Message message = byToken.get(token);
    if (message == null) {
      throw new RefusedException(
          Refusal.MESSAGE_LOCK_LOST,
          "Lock %s of queue '%s' has expired, or the message is settled already. The message is delivered again if it is still there."
              .formatted(token, contents.settings().name()));
    }
    return message;
  }

  private static Lock lockOf(Message message) {
    Lock lock = message.lock();
    if (lock == null) {
      throw new IllegalStateException("message " + message.sequenceNumber() + " is not locked");
    }
    return lock;
  }

  /** Ends the hold on a message; what becomes of the message is for the caller to say. */
  void unlock(Message message) {
    Lock lock = lockOf(message);
    contents.timeline().cancel(lock.alarm());
    byToken.remove(lock.token());
    SessionLock session = lock.session();
    if (session != null) {
      session.release(message);
    }
    message.lock(null);
  }

  /** Gives a message back as if it had never been delivered. */
  void giveBack(Message message) {
    unlock(message);
    contents.offer(message);
  }

  /** Gives a message back after a delivery that failed, once too often perhaps. */
  void fail(Message message) {
    unlock(message);
    message.countDelivery();
    int most = contents.settings().maxDeliveryCount();
    if (contents.canDeadLetter() && message.deliveryCount() >= most) {
      contents.deadLetter(
          message,
          DeadLetter.MAX_DELIVERY_COUNT_EXCEEDED,
          "Message could not be consumed after %d delivery attempts.".formatted(most),
          Map.of());
    } else {
      contents.offer(message);
    }
  }

  /** A message as a receiver gets it: locked, or gone from the queue. */
  Message deliver(Message message, ReceiveMode mode, @Nullable SessionLock session) {
    if (mode == ReceiveMode.RECEIVE_AND_DELETE) {
      contents.remove(message);
    } else if (session == null) {
      lock(message);
    } else {
      lock(message, session);
    }
    return message;
  }
}
