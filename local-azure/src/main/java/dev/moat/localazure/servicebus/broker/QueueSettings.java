package dev.moat.localazure.servicebus.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one queue.
 *
 * @param lockDuration how long a received message, or an accepted session, stays locked
 * @param maxDeliveryCount failed deliveries after which a message is dead-lettered
 * @param defaultMessageTimeToLive the longest a message lives; a message may ask for less
 * @param deadLetteringOnMessageExpiration whether expired messages are dead-lettered or dropped
 * @param duplicateDetectionHistoryTimeWindow how long message ids are remembered; null when the
 *     queue does not detect duplicates
 */
public record QueueSettings(
    String name,
    Duration lockDuration,
    int maxDeliveryCount,
    Duration defaultMessageTimeToLive,
    boolean deadLetteringOnMessageExpiration,
    @Nullable Duration duplicateDetectionHistoryTimeWindow,
    boolean requiresSession) {

  /** Time to live of a message that never expires: the longest .NET TimeSpan, as Azure has it. */
  public static final Duration UNLIMITED = Duration.parse("P10675199DT2H48M5.4775807S");

  /**
   * A queue with the defaults of the <a
   * href="https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces/queues">resource
   * reference</a>: one minute of lock, ten deliveries, no expiry, no sessions.
   */
  public static QueueSettings named(String name) {
    return new QueueSettings(name, Duration.ofMinutes(1), 10, UNLIMITED, false, null, false);
  }

  public QueueSettings withLockDuration(Duration value) {
    return new QueueSettings(
        name,
        value,
        maxDeliveryCount,
        defaultMessageTimeToLive,
        deadLetteringOnMessageExpiration,
        duplicateDetectionHistoryTimeWindow,
        requiresSession);
  }

  public QueueSettings withMaxDeliveryCount(int value) {
    return new QueueSettings(
        name,
        lockDuration,
        value,
        defaultMessageTimeToLive,
        deadLetteringOnMessageExpiration,
        duplicateDetectionHistoryTimeWindow,
        requiresSession);
  }

  public QueueSettings withDefaultMessageTimeToLive(Duration value) {
    return new QueueSettings(
        name,
        lockDuration,
        maxDeliveryCount,
        value,
        deadLetteringOnMessageExpiration,
        duplicateDetectionHistoryTimeWindow,
        requiresSession);
  }

  public QueueSettings withDeadLetteringOnMessageExpiration(boolean value) {
    return new QueueSettings(
        name,
        lockDuration,
        maxDeliveryCount,
        defaultMessageTimeToLive,
        value,
        duplicateDetectionHistoryTimeWindow,
        requiresSession);
  }

  public QueueSettings withDuplicateDetection(@Nullable Duration window) {
    return new QueueSettings(
        name,
        lockDuration,
        maxDeliveryCount,
        defaultMessageTimeToLive,
        deadLetteringOnMessageExpiration,
        window,
        requiresSession);
  }

  public QueueSettings withRequiresSession(boolean value) {
    return new QueueSettings(
        name,
        lockDuration,
        maxDeliveryCount,
        defaultMessageTimeToLive,
        deadLetteringOnMessageExpiration,
        duplicateDetectionHistoryTimeWindow,
        value);
  }
}
