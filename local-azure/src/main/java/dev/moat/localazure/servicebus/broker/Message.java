package dev.moat.localazure.servicebus.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message in a queue. Only the queue changes it, so whoever received it reads it at once. */
public final class Message {
  private final Content content;
  private final @Nullable String sessionId;
  private final @Nullable Duration timeToLive;
  private final @Nullable String deadLetterSource;
  private final Lane lane;
  private final long enqueuedSequenceNumber;
  private final Map<String, Object> changedProperties = new LinkedHashMap<>();

  private long sequenceNumber;
  private Instant enqueuedTime;
  private MessageState state = MessageState.ACTIVE;
  private int deliveryCount;
  private @Nullable Lock lock;
  private Timeline.@Nullable Alarm alarm;

  /** A message just accepted, with the time to live that counts for it. */
  Message(NewMessage sent, Duration timeToLive, Lane lane, long sequenceNumber, Instant now) {
    this.content = sent.content();
    this.sessionId = sent.sessionId();
    this.timeToLive = timeToLive;
    this.deadLetterSource = null;
    this.lane = lane;
    this.sequenceNumber = sequenceNumber;
    this.enqueuedSequenceNumber = sequenceNumber;
    this.enqueuedTime = now;
  }

  /** A message as it stands in the dead-letter sub-queue: the same, but it lives for ever. */
  Message(Message deadLettered, String source, Lane lane) {
    this.content = deadLettered.content;
    this.sessionId = deadLettered.sessionId;
    this.timeToLive = null;
    this.deadLetterSource = source;
    this.lane = lane;
    this.sequenceNumber = deadLettered.sequenceNumber;
    this.enqueuedSequenceNumber = deadLettered.enqueuedSequenceNumber;
    this.enqueuedTime = deadLettered.enqueuedTime;
    this.deliveryCount = deadLettered.deliveryCount;
    this.changedProperties.putAll(deadLettered.changedProperties);
  }

  public Content content() {
    return content;
  }

  public @Nullable String sessionId() {
    return sessionId;
  }

  /** Unique in the queue. A scheduled message gets a new one when it becomes active. */
  public long sequenceNumber() {
    return sequenceNumber;
  }

  /** The sequence number that the message had when it was sent. */
  public long enqueuedSequenceNumber() {
    return enqueuedSequenceNumber;
  }

  /** When the message became active; for one still scheduled, when it was sent. */
  public Instant enqueuedTime() {
    return enqueuedTime;
  }

  public MessageState state() {
    return state;
  }

  /** Deliveries that failed before the present one. */
  public int deliveryCount() {
    return deliveryCount;
  }

  /** The smaller of what message and queue allow; null when the message never expires. */
  public @Nullable Duration timeToLive() {
    return timeToLive;
  }

  /** The queue that dead-lettered this message. */
  public @Nullable String deadLetterSource() {
    return deadLetterSource;
  }

  /** Application properties that receivers or the broker have set since the message was sent. */
  public Map<String, Object> changedProperties() {
    return Collections.unmodifiableMap(changedProperties);
  }

  public boolean isLocked() {
    return lock != null;
  }

  /** What its holder shows to settle the message; null when nobody holds it. */
  public @Nullable UUID lockToken() {
    return lock == null ? null : lock.token();
  }

  public @Nullable Instant lockedUntil() {
    return lock == null ? null : lock.lockedUntil();
  }

  boolean isWaiting() {
    return lock == null && state == MessageState.ACTIVE;
  }

  boolean isExpired(Instant now) {
    return timeToLive != null && !now.isBefore(expiresAt(timeToLive));
  }

  private Instant expiresAt(Duration life) {
    return enqueuedTime.plus(life);
  }

  @Nullable Instant expiresAt() {
    return timeToLive == null ? null : expiresAt(timeToLive);
  }

  Lane lane() {
    return lane;
  }

  @Nullable Lock lock() {
    return lock;
  }

  void lock(@Nullable Lock value) {
    lock = value;
  }

  void state(MessageState value) {
    state = value;
  }

  void activate(long newSequenceNumber, Instant now) {
    sequenceNumber = newSequenceNumber;
    enqueuedTime = now;
    state = MessageState.ACTIVE;
  }

  void countDelivery() {
    deliveryCount++;
  }

  void change(Map<String, ?> properties) {
    changedProperties.putAll(properties);
  }

  /** The alarm for the message's activation or, later, its expiry. */
  Timeline.@Nullable Alarm alarm() {
    return alarm;
  }

  void alarm(Timeline.@Nullable Alarm value) {
    alarm = value;
  }
}
