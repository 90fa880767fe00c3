package dev.moat.endtoend;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusMessageState;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes out of the queues of a namespace what others left in them. */
final class EmptyQueues {

  private static final int MOST = 200;
  private static final Duration PATIENCE_FOR_ONE = Duration.ofMillis(500);

  /** What a worker held that is gone comes back when its lock ends, after half a minute. */
  private static final Duration LOCKED = Duration.ofSeconds(45);

  private static final Predicate<ServiceBusReceivedMessage> SCHEDULED =
      message -> message.getState() == ServiceBusMessageState.SCHEDULED;

  /** One for all, so that there is one connection. */
  private final ServiceBusClientBuilder namespace;

  private EmptyQueues(String connectionString) {
    this.namespace = new ServiceBusClientBuilder().connectionString(connectionString);
  }

  /**
   * Empties queues and their dead-letter queues. Scheduled messages are cancelled, which the
   * official emulator takes and does not do; those are void to another run, see {@link Run}.
   *
   * @throws AssertionError when messages are left that can be received
   * @see <a href="https://github.com/Azure/azure-service-bus-emulator-installer/issues/119">what
   *     the official emulator does</a>
   */
  static void of(String connectionString, List<String> queues) {
    EmptyQueues empty = new EmptyQueues(connectionString);
    for (String queue : queues) {
      empty.cancelScheduled(queue);
      empty.take(queue, SubQueue.NONE);
      empty.take(queue, SubQueue.DEAD_LETTER_QUEUE);
    }
  }

  private void cancelScheduled(String queue) {
    List<ServiceBusReceivedMessage> scheduled;
    try (ServiceBusReceiverClient receiver = receiver(queue, SubQueue.NONE)) {
      scheduled = receiver.peekMessages(MOST, 0).stream().filter(SCHEDULED).toList();
    }
    if (!scheduled.isEmpty()) {
      try (ServiceBusSenderClient sender = namespace.sender().queueName(queue).buildClient()) {
        scheduled.forEach(message -> sender.cancelScheduledMessage(message.getSequenceNumber()));
      }
    }
  }

  private void take(String queue, SubQueue subQueue) {
    try (ServiceBusReceiverClient receiver = receiver(queue, subQueue)) {
      Await.until(
          "no message in " + receiver.getEntityPath(),
          LOCKED,
          () -> left(receiver) == 0 ? Optional.of(true) : takeSome(receiver),
          () -> left(receiver) + " messages are left. Start Service Bus again to be rid of them");
    }
  }

  private static Optional<Boolean> takeSome(ServiceBusReceiverClient receiver) {
    long taken = receiver.receiveMessages(MOST, PATIENCE_FOR_ONE).stream().count();
    return taken > 0 && left(receiver) == 0 ? Optional.of(true) : Optional.empty();
  }

  private static long left(ServiceBusReceiverClient receiver) {
    return receiver.peekMessages(MOST, 0).stream().filter(SCHEDULED.negate()).count();
  }

  private ServiceBusReceiverClient receiver(String queue, SubQueue subQueue) {
    return namespace
        .receiver()
        .queueName(queue)
        .subQueue(subQueue)
        .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
        .buildClient();
  }
}
