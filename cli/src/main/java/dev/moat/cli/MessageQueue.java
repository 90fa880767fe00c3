package dev.moat.cli;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder.ServiceBusReceiverClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.moat.engine.Messages;
import dev.moat.localazure.launch.Endpoints;

/** A queue of the local Service Bus, as other systems and operators see it. */
record MessageQueue(String connectionString, String name) {

  /** The queue to which other systems post their requests. */
  static MessageQueue ofRequests(Endpoints endpoints) {
    return of(endpoints, Messages.SETUP_REQUESTS);
  }

  static MessageQueue of(Endpoints endpoints, String name) {
    return new MessageQueue(endpoints.serviceBusConnectionString(), name);
  }

  /**
   * Posts a message.
   *
   * @param messageId of the Service Bus message; Service Bus drops a second one with the same id
   */
  void post(String body, String messageId) {
    try (ServiceBusSenderClient sender = builder().sender().queueName(name).buildClient()) {
      sender.sendMessage(new ServiceBusMessage(body).setMessageId(messageId));
    }
  }

  /** Whether no message waits, is scheduled or is being worked on. */
  boolean isEmpty() {
    return isEmpty(receiver());
  }

  /** Whether Moat could not work on a message, however often it was delivered. */
  boolean hasDeadLetters() {
    return !isEmpty(receiver().subQueue(SubQueue.DEAD_LETTER_QUEUE));
  }

  private ServiceBusReceiverClientBuilder receiver() {
    return builder().receiver().queueName(name);
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
