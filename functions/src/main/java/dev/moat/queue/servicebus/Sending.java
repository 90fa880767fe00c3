package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusMessageBatch;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.model.Outgoing;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Messages as Service Bus takes them, one by one or in batches. */
final class Sending {

  private static final String JSON = "application/json";

  private Sending() {}

  static void one(ServiceBusSenderClient sender, Outgoing outgoing) {
    ServiceBusMessage message = message(outgoing);
    dueAt(outgoing)
        .ifPresentOrElse(
            time -> sender.scheduleMessage(message, time), () -> sender.sendMessage(message));
  }

  /**
   * As many at a time as the service takes. Each may have a time of its own, before which it is not
   * to come, so it <a
   * href="https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing">is part of
   * the message</a>.
   */
  static void inBatches(ServiceBusSenderClient sender, List<Outgoing> messages) {
    ServiceBusMessageBatch batch = sender.createMessageBatch();
    for (Outgoing outgoing : messages) {
      ServiceBusMessage message = message(outgoing);
      dueAt(outgoing).ifPresent(message::setScheduledEnqueueTime);
      if (!batch.tryAddMessage(message)) {
        sender.sendMessages(batch);
        batch = sender.createMessageBatch();
        requireAdded(batch.tryAddMessage(message), outgoing);
      }
    }
    sender.sendMessages(batch);
  }

  private static void requireAdded(boolean added, Outgoing message) {
    if (!added) {
      throw new IllegalArgumentException(
          "message " + message.messageId() + " is larger than a batch may be");
    }
  }

  private static Optional<OffsetDateTime> dueAt(Outgoing outgoing) {
    return outgoing.notBefore().map(time -> time.atOffset(ZoneOffset.UTC));
  }

  private static ServiceBusMessage message(Outgoing outgoing) {
    ServiceBusMessage message =
        new ServiceBusMessage(outgoing.body())
            .setMessageId(MessageIds.fitting(outgoing.messageId()))
            .setContentType(outgoing.contentType().orElse(JSON));
    outgoing.correlationId().ifPresent(message::setCorrelationId);
    message.getApplicationProperties().putAll(outgoing.properties());
    return message;
  }
}
