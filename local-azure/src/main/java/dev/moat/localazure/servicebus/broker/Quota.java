package dev.moat.localazure.servicebus.broker;

/**
 * How much a queue takes.
 *
 * @param maxMessageBytes the largest message, and the largest batch
 * @param maxQueueBytes all messages of a queue and of its dead-letter sub-queue together
 */
public record Quota(int maxMessageBytes, long maxQueueBytes) {

  /**
   * The limits of the Standard tier: 256 KB per message, 1 GB per queue (<a
   * href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas">quotas</a>).
   */
  public static final Quota STANDARD = new Quota(256 * 1024, 1024L * 1024 * 1024);
}
