package dev.moat.localazure.servicebus.broker;

import dev.moat.localazure.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One queue, a clock, and short words for what happens to it. */
final class World {
  static final Duration LOCK = Duration.ofSeconds(30);
  static final QueueSettings SETTINGS = QueueSettings.named("orders").withLockDuration(LOCK);

  private record Text(String text) implements Content {
    @Override
    public int sizeInBytes() {
      return text.length();
    }
  }

  final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  final Queue queue;

  World(QueueSettings settings) {
    this(settings, Quota.STANDARD);
  }

  World(QueueSettings settings, Quota quota) {
    queue = new Queue(settings, quota, clock);
  }

  static NewMessage message(String text) {
    return new NewMessage(new Text(text), null, null, null, null);
  }

  static NewMessage withId(String id) {
    return new NewMessage(new Text(id), id, null, null, null);
  }

  static NewMessage inSession(String sessionId, String text) {
    return new NewMessage(new Text(text), null, sessionId, null, null);
  }

  static NewMessage living(Duration timeToLive, String text) {
    return new NewMessage(new Text(text), null, null, timeToLive, null);
  }

  NewMessage scheduledIn(Duration delay, String text) {
    return new NewMessage(new Text(text), null, null, null, clock.instant().plus(delay));
  }

  void send(NewMessage... messages) {
    queue.send(List.of(messages));
  }

  void send(String... texts) {
    for (String text : texts) {
      send(message(text));
    }
  }

  Message receive() {
    return receive(queue);
  }

  static Message receive(MessageSource source) {
    return source.receive(ReceiveMode.PEEK_LOCK).orElseThrow();
  }

  boolean hasNothingToReceive() {
    return queue.receive(ReceiveMode.PEEK_LOCK).isEmpty();
  }

  Queue deadLetters() {
    return queue.deadLetterQueue().orElseThrow();
  }

  void pass(Duration time) {
    clock.advance(time);
  }

  static String text(@Nullable Message message) {
    return message == null ? "none" : ((Text) message.content()).text();
  }

  static UUID lock(Message message) {
    UUID token = message.lockToken();
    if (token == null) {
      throw new AssertionError("message " + message.sequenceNumber() + " is not locked");
    }
    return token;
  }
}
