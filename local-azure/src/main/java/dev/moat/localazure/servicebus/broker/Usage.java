package dev.moat.localazure.servicebus.broker;

/** Bytes that a queue and its dead-letter sub-queue hold together, against their quota. */
final class Usage {
  private final String queue;
  private final Quota quota;
  private long bytes;

  Usage(String queue, Quota quota) {
    this.queue = queue;
    this.quota = quota;
  }

  void requireRoomFor(long more) {
    if (bytes + more > quota.maxQueueBytes()) {
      throw new RefusedException(
          Refusal.QUOTA_EXCEEDED,
          "Cannot store %d bytes in queue '%s': it holds %d of at most %d bytes. Receive messages, from its dead-letter sub-queue too, and send again."
              .formatted(more, queue, bytes, quota.maxQueueBytes()));
    }
  }

  void requireAllowedSize(int messageBytes) {
    if (messageBytes > quota.maxMessageBytes()) {
      throw new RefusedException(
          Refusal.MESSAGE_TOO_LARGE,
          "Cannot send %d bytes to queue '%s': a message has at most %d bytes. Send less, or a reference to where the content is."
              .formatted(messageBytes, queue, quota.maxMessageBytes()));
    }
  }

  void add(Message message) {
    bytes += message.content().sizeInBytes();
  }

  void subtract(Message message) {
    bytes -= message.content().sizeInBytes();
  }
}
