package dev.moat.localazure.servicebus.broker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A queue, or the dead-letter sub-queue of one.
 *
 * <p>Not safe for threads: one thread owns a queue. What is due happens when that thread calls any
 * method here; {@link #nextDue} tells when to call {@link #advance} if nothing else does.
 */
public final class Queue implements MessageSource {
  private final QueueSettings settings;
  private final Usage usage;
  private final Contents contents;
  private final Locks locks;
  private final Sessions sessions;
  private final DuplicateHistory duplicates;
  private final @Nullable Queue deadLetterQueue;
  private long lastSequenceNumber;

  public Queue(QueueSettings settings, Quota quota, Clock clock) {
    this(settings, clock, new Timeline(), new Usage(settings.name(), quota));
  }

  private Queue(QueueSettings settings, Clock clock, Timeline timeline, Usage usage) {
    this(
        settings,
        usage,
        new Queue(ofDeadLetters(settings), usage, null, clock, timeline),
        clock,
        timeline);
  }

  private Queue(
      QueueSettings settings,
      Usage usage,
      @Nullable Queue deadLetterQueue,
      Clock clock,
      Timeline timeline) {
    this.settings = settings;
    this.usage = usage;
    this.deadLetterQueue = deadLetterQueue;
    this.contents =
        new Contents(
            settings,
            clock,
            timeline,
            usage,
            deadLetterQueue == null ? null : deadLetterQueue.contents);
    this.locks = new Locks(contents);
    this.sessions = new Sessions(contents, locks);
    this.duplicates = new DuplicateHistory(settings.duplicateDetectionHistoryTimeWindow());
  }

  /** A sub-queue observes no time to live, detects no duplicates and has no sessions. */
  private static QueueSettings ofDeadLetters(QueueSettings settings) {
    return QueueSettings.named(settings.name() + "/$deadletterqueue")
        .withLockDuration(settings.lockDuration());
  }

  public QueueSettings settings() {
    return settings;
  }

  public Sessions sessions() {
    return sessions;
  }

  /** The dead-letter sub-queue; it has none of its own. */
  public Optional<Queue> deadLetterQueue() {
    return Optional.ofNullable(deadLetterQueue);
  }

  /** Does what is due by now: activations, expiries, lost locks. */
  public void advance() {
    contents.timeline().runDue(contents.now());
  }

  /** When something is due next if nobody calls. */
  public Optional<Instant> nextDue() {
    return contents.timeline().next();
  }

  /**
   * Stores the messages, all or none; those whose id was seen before are dropped silently.
   *
   * @throws RefusedException for a message that is too large, a full queue, a missing session id
   */
  public void send(List<NewMessage> batch) {
    requireAcceptable(batch);
    for (NewMessage message : batch) {
      if (!isDuplicate(message)) {
        store(message, ++lastSequenceNumber);
      }
    }
  }

  /**
   * Stores the messages and returns their sequence numbers, which are good for {@link
   * #cancelScheduled} until the messages become active. A duplicate gets a number that is never
   * used.
   */
  public List<Long> schedule(List<NewMessage> batch) {
    requireAcceptable(batch);
    List<Long> sequenceNumbers = new ArrayList<>();
    for (NewMessage message : batch) {
      long sequenceNumber = ++lastSequenceNumber;
      sequenceNumbers.add(sequenceNumber);
      if (!isDuplicate(message)) {
        store(message, sequenceNumber);
      }
    }
    return sequenceNumbers;
  }

  private void requireAcceptable(List<NewMessage> batch) {
    advance();
    requireMayBeSentTo();
    batch.forEach(this::requireAcceptable);
    usage.requireRoomFor(
        batch.stream().mapToLong(message -> message.content().sizeInBytes()).sum());
  }

  /** Refuses senders to a dead-letter sub-queue: only its queue puts messages there. */
  public void requireMayBeSentTo() {
    if (deadLetterQueue == null) {
      throw new RefusedException(
          Refusal.NOT_ALLOWED,
          "Cannot send to '%s': dead-letter a message of its queue instead."
              .formatted(settings.name()));
    }
  }

  private void requireAcceptable(NewMessage message) {
    usage.requireAllowedSize(message.content().sizeInBytes());
    if (settings.requiresSession() && message.sessionId() == null) {
      throw new RefusedException(
          Refusal.NOT_ALLOWED,
          "Cannot send a message without a session id to queue '%s': it requires sessions."
              .formatted(settings.name()));
    }
  }

  private boolean isDuplicate(NewMessage message) {
    return duplicates.isDuplicate(message.messageId(), contents.now());
  }

  private void store(NewMessage sent, long sequenceNumber) {
    Instant now = contents.now();
    Message message = new Message(sent, timeToLive(sent), laneOf(sent), sequenceNumber, now);
    Instant activation = sent.scheduledEnqueueTime();
    if (activation == null || !activation.isAfter(now)) {
      contents.addActive(message);
    } else {
      message.state(MessageState.SCHEDULED);
      contents.add(message);
      message.alarm(contents.timeline().set(activation, () -> activate(message)));
    }
  }

  private Duration timeToLive(NewMessage sent) {
    Duration most = settings.defaultMessageTimeToLive();
    Duration own = sent.timeToLive();
    return own == null || own.compareTo(most) > 0 ? most : own;
  }

  private Lane laneOf(NewMessage sent) {
    String sessionId = sent.sessionId();
    return settings.requiresSession() && sessionId != null
        ? sessions.get(sessionId).lane()
        : contents.lane();
  }

  /**
   * A scheduled message joins the end of the queue, with a new sequence number, as if sent now (<a
   * href="https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages">scheduled
   * messages</a>).
   */
  private void activate(Message message) {
    contents.remove(message);
    message.activate(++lastSequenceNumber, contents.now());
    contents.addActive(message);
  }

  /**
   * Removes scheduled messages, all or none.
   *
   * @throws RefusedException when one of the numbers is not that of a scheduled message
   */
  public void cancelScheduled(List<Long> sequenceNumbers) {
    advance();
    List<Message> scheduled = sequenceNumbers.stream().distinct().map(this::scheduled).toList();
    scheduled.forEach(contents::remove);
  }

  private Message scheduled(long sequenceNumber) {
    Message message = contents.find(sequenceNumber);
    if (message == null || message.state() != MessageState.SCHEDULED) {
      throw new RefusedException(
          Refusal.MESSAGE_NOT_FOUND,
          "Queue '%s' has no scheduled message with sequence number %d: it is active, cancelled or was never there."
              .formatted(settings.name(), sequenceNumber));
    }
    return message;
  }

  /** Refuses receivers without a session where sessions are required. */
  public void requireMayBeReceivedWithoutSession() {
    if (settings.requiresSession()) {
      throw new RefusedException(
          Refusal.NOT_ALLOWED,
          "Cannot receive from queue '%s' without a session: it requires sessions. Accept a session."
              .formatted(settings.name()));
    }
  }

  @Override
  public Optional<Message> receive(ReceiveMode mode) {
    requireMayBeReceivedWithoutSession();
    advance();
    return Optional.ofNullable(contents.lane().poll())
        .map(message -> locks.deliver(message, mode, null));
  }

  /**
   * Receives deferred messages. Numbers of other messages, and of messages held by a receiver, are
   * left out; one that has expired meanwhile is expired now (<a
   * href="https://learn.microsoft.com/azure/service-bus-messaging/message-deferral">deferral</a>).
   *
   * @param sessionId the session the caller holds; null for a queue without sessions
   */
  public List<Message> receiveDeferred(
      List<Long> sequenceNumbers, ReceiveMode mode, @Nullable String sessionId) {
    advance();
    SessionLock session = sessionId == null ? null : sessions.held(sessionId).requireLock();
    if (session == null) {
      requireMayBeReceivedWithoutSession();
    }
    return sequenceNumbers.stream()
        .map(contents::find)
        .filter(Objects::nonNull)
        .filter(message -> isDeferredFor(message, sessionId))
        .filter(this::isStillAlive)
        .map(message -> locks.deliver(message, mode, session))
        .toList();
  }

  private static boolean isDeferredFor(Message message, @Nullable String sessionId) {
    return message.state() == MessageState.DEFERRED
        && !message.isLocked()
        && (sessionId == null || sessionId.equals(message.sessionId()));
  }

  private boolean isStillAlive(Message message) {
    if (message.isExpired(contents.now())) {
      contents.expire(message);
      return false;
    }
    return true;
  }

  /** Messages in any state, from a sequence number on; nothing about them changes. */
  public List<Message> peek(long fromSequenceNumber, int most, @Nullable String sessionId) {
    advance();
    return contents.from(fromSequenceNumber).stream()
        .filter(message -> sessionId == null || sessionId.equals(message.sessionId()))
        .limit(most)
        .toList();
  }

  /** Removes the message: it is done. */
  public void complete(UUID lockToken) {
    Message message = held(lockToken);
    locks.unlock(message);
    contents.remove(message);
  }

  /** Gives the message back; the delivery counts as failed. */
  public void abandon(UUID lockToken, Map<String, ?> properties) {
    Message message = held(lockToken);
    message.change(properties);
    locks.fail(message);
  }

  /** Gives the message back; the delivery does not count. */
  public void release(UUID lockToken) {
    locks.giveBack(held(lockToken));
  }

  /** Sets the message aside: from now on only {@link #receiveDeferred} gets it. */
  public void defer(UUID lockToken, Map<String, ?> properties) {
    Message message = held(lockToken);
    message.change(properties);
    message.state(MessageState.DEFERRED);
    locks.unlock(message);
  }

  /**
   * Moves the message to the dead-letter sub-queue.
   *
   * @throws RefusedException when the message is a dead letter already; it stays locked
   */
  public void deadLetter(
      UUID lockToken,
      @Nullable String reason,
      @Nullable String description,
      Map<String, ?> properties) {
    Message message = held(lockToken);
    if (!contents.canDeadLetter()) {
      throw new RefusedException(
          Refusal.NOT_ALLOWED,
          "Cannot dead-letter a message of '%s': it is a dead letter already."
              .formatted(settings.name()));
    }
    locks.unlock(message);
    contents.deadLetter(message, reason, description, properties);
  }

  /** Extends a lock by one lock duration from now, and returns its new end. */
  public Instant renewLock(UUID lockToken) {
    advance();
    return locks.renew(lockToken);
  }

  private Message held(UUID lockToken) {
    advance();
    return locks.held(lockToken);
  }

  public QueueCounts counts() {
    advance();
    return new QueueCounts(
        count(MessageState.ACTIVE),
        locks.count(),
        count(MessageState.DEFERRED),
        count(MessageState.SCHEDULED),
        deadLetterQueue == null ? 0 : deadLetterQueue.contents.all().size());
  }

  private int count(MessageState state) {
    return (int) contents.all().stream().filter(message -> message.state() == state).count();
  }
}
