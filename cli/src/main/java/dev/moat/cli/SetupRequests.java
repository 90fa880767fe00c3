package dev.moat.cli;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder.ServiceBusReceiverClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.moat.engine.Messages;

/** The queue to which other systems post their requests, as they see it. */
record SetupRequests(String connectionString) {

  /**
   * Posts a request.
   *
   * @param messageId of the Service Bus message; Service Bus drops a second one with the same id
   */
  void post(String request, String messageId) {
    try (ServiceBusSenderClient sender =
        builder().sender().queueName(Messages.SETUP_REQUESTS).buildClient()) {
      sender.sendMessage(new ServiceBusMessage(request).setMessageId(messageId));
    }
  }

  /** Whether no message waits or is being worked on: each was taken, or is a dead letter. */
  boolean isEmpty() {
    return isEmpty(receiver());
  }

  /** Whether Moat could not work on a message, however often it was delivered. */
  boolean hasDeadLetters() {
    return !isEmpty(receiver().subQueue(SubQueue.DEAD_LETTER_QUEUE));
  }

  private ServiceBusReceiverClientBuilder receiver() {
    return builder().receiver().queueName(Messages.SETUP_REQUESTS);
  }

  private static boolean isEmpty(ServiceBusReceiverClientBuilder queue) {
    try (ServiceBusReceiverClient receiver = queue.buildClient()) {
      return receiver.peekMessage() == null;
    }
  }

  private ServiceBusClientBuilder builder() {
    return new ServiceBusClientBuilder().connectionString(connectionString);
  }
}
