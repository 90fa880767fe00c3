package dev.moat.endtoend;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import java.util.List;

/** A queue: looked into without taking anything out, or posted to. */
record Queue(String connectionString, String name) {

  private static final int MOST = 200;

  /** What is in it, those that somebody works on among them. */
  List<ServiceBusReceivedMessage> peek() {
    return peek(SubQueue.NONE);
  }

  List<ServiceBusReceivedMessage> deadLetters() {
    return peek(SubQueue.DEAD_LETTER_QUEUE);
  }

  /**
   * Posts a message as something broken might.
   *
   * @param messageId but for what {@link Run#messageId} adds
   */
  void send(String body, String messageId) {
    try (ServiceBusSenderClient sender =
        new ServiceBusClientBuilder()
            .connectionString(connectionString)
            .sender()
            .queueName(name)
            .buildClient()) {
      sender.sendMessage(new ServiceBusMessage(body).setMessageId(Run.messageId(messageId)));
    }
  }

  private List<ServiceBusReceivedMessage> peek(SubQueue subQueue) {
    try (ServiceBusReceiverClient receiver =
        new ServiceBusClientBuilder()
            .connectionString(connectionString)
            .receiver()
            .queueName(name)
            .subQueue(subQueue)
            .disableAutoComplete()
            .buildClient()) {
      return receiver.peekMessages(MOST).stream().toList();
    }
  }
}
