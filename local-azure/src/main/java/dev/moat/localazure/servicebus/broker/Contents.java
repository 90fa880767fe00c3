package dev.moat.localazure.servicebus.broker;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The messages of one queue, or of its dead-letter sub-queue, and the ways out of it. */
final class Contents {
  private final QueueSettings settings;
  private final Clock clock;
  private final Timeline timeline;
  private final Usage usage;
  private final @Nullable Contents deadLetters;
  private final Lane lane = new Lane();
  private final NavigableMap<Long, Message> messages = new TreeMap<>();

  Contents(
      QueueSettings settings,
      Clock clock,
      Timeline timeline,
      Usage usage,
      @Nullable Contents deadLetters) {
    this.settings = settings;
    this.clock = clock;
    this.timeline = timeline;
    this.usage = usage;
    this.deadLetters = deadLetters;
  }

  QueueSettings settings() {
    return settings;
  }

  Timeline timeline() {
    return timeline;
  }

  Instant now() {
    return clock.instant();
  }

  /** Where messages wait when the queue has no sessions. */
  Lane lane() {
    return lane;
  }

  @Nullable Message find(long sequenceNumber) {
    return messages.get(sequenceNumber);
  }

  Collection<Message> all() {
    return Collections.unmodifiableCollection(messages.values());
  }

  Collection<Message> from(long sequenceNumber) {
    return Collections.unmodifiableCollection(messages.tailMap(sequenceNumber, true).values());
  }

  void add(Message message) {
    messages.put(message.sequenceNumber(), message);
    usage.add(message);
  }

  /** Stores a message that receivers may have, from now until it expires. */
  void addActive(Message message) {
    add(message);
    Instant expiresAt = message.expiresAt();
    if (expiresAt != null) {
      message.alarm(timeline.set(expiresAt, () -> expireIfWaiting(message)));
    }
    offer(message);
  }

  void remove(Message message) {
    timeline.cancel(message.alarm());
    message.lane().remove(message);
    messages.remove(message.sequenceNumber());
    usage.subtract(message);
  }

  /** Lets receivers have a message that nobody holds, unless it was set aside or has expired. */
  void offer(Message message) {
    if (message.state() == MessageState.DEFERRED) {
      return;
    }
    if (message.isExpired(now())) {
      expire(message);
    } else {
      message.lane().add(message);
    }
  }

  /** A lock keeps an expired message: its holder may still settle it. */
  private void expireIfWaiting(Message message) {
    if (message.isWaiting()) {
      expire(message);
    }
  }

  void expire(Message message) {
    if (settings.deadLetteringOnMessageExpiration()) {
      deadLetter(
          message, DeadLetter.TTL_EXPIRED, "The message expired and was dead lettered.", Map.of());
    } else {
      remove(message);
    }
  }

  /**
   * Moves a message to the dead-letter sub-queue. It keeps its sequence number, which is a choice:
   * nothing documented says what Azure does.
   */
  void deadLetter(
      Message message,
      @Nullable String reason,
      @Nullable String description,
      Map<String, ?> properties) {
    if (deadLetters == null) {
      throw new IllegalStateException("a dead letter cannot be dead-lettered again");
    }
    remove(message);
    message.change(properties);
    message.change(DeadLetter.properties(reason, description));
    deadLetters.addActive(new Message(message, settings.name(), deadLetters.lane));
  }

  /** The sub-queue itself has none: its messages stay until they are received. */
  boolean canDeadLetter() {
    return deadLetters != null;
  }
}
