package dev.moat.localazure.servicebus.broker;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One receiver's hold on one message: by itself for a while, or for as long as its session. */
final class Lock {
  private final UUID token = UUID.randomUUID();
  private final @Nullable SessionLock session;
  private Instant lockedUntil;
  private Timeline.@Nullable Alarm alarm;

  Lock(Instant lockedUntil, @Nullable SessionLock session) {
    this.lockedUntil = lockedUntil;
    this.session = session;
  }

  UUID token() {
    return token;
  }

  @Nullable SessionLock session() {
    return session;
  }

  Instant lockedUntil() {
    return session == null ? lockedUntil : session.lockedUntil();
  }

  void extend(Instant until, Timeline.Alarm newAlarm) {
    lockedUntil = until;
    alarm = newAlarm;
  }

  Timeline.@Nullable Alarm alarm() {
    return alarm;
  }
}
