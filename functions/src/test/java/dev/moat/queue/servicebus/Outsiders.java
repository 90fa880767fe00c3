package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.moat.queue.Letterbox;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Others who send, receive and lock messages beside the code under test. */
final class Outsiders implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ServiceBusClientBuilder connection;
  private final Map<String, ServiceBusSenderClient> senders = new HashMap<>();
  private final Map<Letterbox, ServiceBusReceiverClient> receivers = new HashMap<>();
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** They have as little patience as the code under test. */
  Outsiders(String connectionString) {
    connection = Connections.by(connectionString);
  }

  void send(String queue, ServiceBusMessage message) {
    senders.computeIfAbsent(queue, this::sender).sendMessage(message);
  }

  /** Makes the first message a dead letter, after two deliveries that failed. */
  void deadLetter(String queue, String reason, String description) {
    ServiceBusReceiverClient receiver = receiver(Letterbox.waitingIn(queue));
    receiver.abandon(next(receiver));
    receiver.abandon(next(receiver));
    receiver.deadLetter(
        next(receiver),
        new DeadLetterOptions()
            .setDeadLetterReason(reason)
            .setDeadLetterErrorDescription(description));
  }

  /** Locks the first messages, until this is run. */
  Runnable hold(Letterbox box, int count) {
    ServiceBusReceiverClient receiver = receiver(box);
    List<ServiceBusReceivedMessage> held = new ArrayList<>();
    while (held.size() < count) {
      held.add(next(receiver));
    }
    return () -> held.forEach(receiver::abandon);
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }

  private static ServiceBusReceivedMessage next(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, PATIENCE).stream()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no message came"));
  }

  private ServiceBusSenderClient sender(String queue) {
    ServiceBusSenderClient sender = connection.sender().queueName(queue).buildClient();
    closings.push(sender::close);
    return sender;
  }

  /** A receiver that the caller closes. */
  ServiceBusReceiverClient newReceiver(Letterbox box) {
    return connection
        .receiver()
        .queueName(box.queue())
        .subQueue(box.dead() ? SubQueue.DEAD_LETTER_QUEUE : SubQueue.NONE)
        .disableAutoComplete()
        .buildClient();
  }

  private ServiceBusReceiverClient receiver(Letterbox box) {
    return receivers.computeIfAbsent(
        box,
        key -> {
          ServiceBusReceiverClient receiver = newReceiver(box);
          closings.push(receiver::close);
          return receiver;
        });
  }
}
