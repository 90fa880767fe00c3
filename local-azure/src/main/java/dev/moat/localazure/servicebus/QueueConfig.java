package dev.moat.localazure.servicebus;

import dev.moat.localazure.servicebus.broker.QueueSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One queue of the configuration file. Defaults and ranges are those of the <a
 * href="https://learn.microsoft.com/azure/templates/microsoft.servicebus/namespaces/queues">resource
 * reference</a> and the <a
 * href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas">quotas</a>.
 */
final class QueueConfig {
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(5);
  private static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);
  private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(20);
  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  private QueueConfig() {}

  static QueueSettings read(ConfigObject entry) {
    QueueSettings queue = QueueSettings.named(entry.only("Name", "Properties").text("Name"));
    return entry.has("Properties")
        ? read(queue, entry.child("Properties").named("queue '%s'".formatted(queue.name())))
        : queue;
  }

  private static QueueSettings read(QueueSettings queue, ConfigObject properties) {
    properties.only(
        "LockDuration",
        "MaxDeliveryCount",
        "DefaultMessageTimeToLive",
        "DeadLetteringOnMessageExpiration",
        "DuplicateDetectionHistoryTimeWindow",
        "RequiresDuplicateDetection",
        "RequiresSession",
        "ForwardTo",
        "ForwardDeadLetteredMessagesTo");
    refuseForwarding(properties, "ForwardTo");
    refuseForwarding(properties, "ForwardDeadLetteredMessagesTo");
    return queue
        .withLockDuration(
            properties.duration("LockDuration", queue.lockDuration(), LEAST, LONGEST_LOCK))
        .withMaxDeliveryCount(properties.number("MaxDeliveryCount", queue.maxDeliveryCount(), 1))
        .withDefaultMessageTimeToLive(
            properties.duration(
                "DefaultMessageTimeToLive",
                queue.defaultMessageTimeToLive(),
                LEAST,
                QueueSettings.UNLIMITED))
        .withDeadLetteringOnMessageExpiration(
            properties.flag("DeadLetteringOnMessageExpiration", false))
        .withDuplicateDetection(window(properties))
        .withRequiresSession(properties.flag("RequiresSession", false));
  }

  /** The window may stand there without the detection, which then is off. */
  private static @Nullable Duration window(ConfigObject properties) {
    Duration window =
        properties.duration(
            "DuplicateDetectionHistoryTimeWindow", DEFAULT_WINDOW, SHORTEST_WINDOW, LONGEST_WINDOW);
    return properties.flag("RequiresDuplicateDetection", false) ? window : null;
  }

  /** The official emulator's samples have these with an empty text, which means not to forward. */
  private static void refuseForwarding(ConfigObject properties, String name) {
    if (!properties.json().path(name).asText("").isEmpty()) {
      throw new ConfigException(
          "%s has %s, but forwarding is not supported here; leave it empty."
              .formatted(properties.what(), name));
    }
  }
}
