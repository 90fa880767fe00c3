package dev.moat.localazure.servicebus.broker;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One receiver's hold on a session: the only way to its messages.
 *
 * <p>Closing it gives the session's unsettled messages back uncounted; letting it expire counts
 * each of them as a failed delivery (<a
 * href="https://learn.microsoft.com/azure/service-bus-messaging/message-sessions#impact-of-delivery-count">impact
 * of delivery count</a>).
 */
public final class SessionLock implements MessageSource {
  private final Session session;
  private final Contents contents;
  private final Locks locks;
  private final Runnable whenLost;
  private final Set<Message> held = new LinkedHashSet<>();
  private Instant lockedUntil;
  private Timeline.Alarm alarm;

  SessionLock(Session session, Contents contents, Locks locks, Runnable whenLost) {
    this.session = session;
    this.contents = contents;
    this.locks = locks;
    this.whenLost = whenLost;
    this.lockedUntil = until();
    this.alarm = contents.timeline().set(lockedUntil, this::expire);
  }

  private Instant until() {
    return contents.now().plus(contents.settings().lockDuration());
  }

  public String sessionId() {
    return session.id();
  }

  public Instant lockedUntil() {
    return lockedUntil;
  }

  @Override
  public Optional<Message> receive(ReceiveMode mode) {
    contents.timeline().runDue(contents.now());
    return isHeld()
        ? Optional.ofNullable(session.lane().poll())
            .map(message -> locks.deliver(message, mode, this))
        : Optional.empty();
  }

  /** Frees the session. Does nothing when the lock is lost already. */
  public void close() {
    if (isHeld()) {
      end(locks::giveBack);
    }
  }

  Instant renew() {
    contents.timeline().cancel(alarm);
    lockedUntil = until();
    alarm = contents.timeline().set(lockedUntil, this::expire);
    return lockedUntil;
  }

  private void expire() {
    end(locks::fail);
    whenLost.run();
  }

  private void end(Consumer<Message> forEachHeld) {
    contents.timeline().cancel(alarm);
    List.copyOf(held).forEach(forEachHeld);
    session.unlock();
  }

  /**
   * Does nothing while the session is locked.
   *
   * @throws RefusedException when the lock has expired or was given up
   */
  public void requireHeld() {
    contents.timeline().runDue(contents.now());
    if (!isHeld()) {
      throw session.lockLost();
    }
  }

  private boolean isHeld() {
    return session.lock() == this;
  }

  void hold(Message message) {
    held.add(message);
  }

  void release(Message message) {
    held.remove(message);
  }
}
