package dev.moat.queue.servicebus;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.model.Outgoing;
import dev.moat.queue.QueueException;
import dev.moat.queue.Queues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Sends over one connection, with one sender per queue, made when it is first needed. A call ends
 * within about half a minute, for a function is held meanwhile; a lost connection is made anew by
 * the next call.
 */
public final class ServiceBusQueues implements Queues, AutoCloseable {

  private final ServiceBusClientBuilder connection;
  private final UnaryOperator<String> entityNames;
  private final Map<String, ServiceBusSenderClient> senders = new HashMap<>();
  private boolean closed;

  private ServiceBusQueues(ServiceBusClientBuilder connection, UnaryOperator<String> entityNames) {
    this.connection = connection;
    this.entityNames = entityNames;
  }

  /**
   * The queues of a namespace. Connects when the first message is sent.
   *
   * @param fullyQualifiedNamespace such as {@code <name>.servicebus.windows.net}
   * @param credential of an identity with the role Azure Service Bus Data Sender
   * @param entityNames tells the name that a logical queue has in the namespace; throws {@link
   *     IllegalArgumentException} when there is no such queue
   */
  public static ServiceBusQueues ofNamespace(
      String fullyQualifiedNamespace,
      TokenCredential credential,
      UnaryOperator<String> entityNames) {
    return new ServiceBusQueues(
        Connections.toNamespace(fullyQualifiedNamespace, credential), entityNames);
  }

  /**
   * The queues of the namespace of a connection string. Connects when the first message is sent.
   *
   * @param entityNames tells the name that a logical queue has in the namespace; throws {@link
   *     IllegalArgumentException} when there is no such queue
   */
  public static ServiceBusQueues ofConnectionString(
      String connectionString, UnaryOperator<String> entityNames) {
    return new ServiceBusQueues(Connections.by(connectionString), entityNames);
  }

  @Override
  public void send(Outgoing message) {
    String entity = entityName(message);
    call("message " + message.messageId(), entity, () -> Sending.one(sender(entity), message));
  }

  /** One round trip for each batch of a queue, which the service takes as a whole or not at all. */
  @Override
  public void sendAll(List<Outgoing> messages) {
    messages.stream()
        .collect(groupingBy(this::entityName, LinkedHashMap::new, toList()))
        .forEach(this::sendAll);
  }

  private void sendAll(String entity, List<Outgoing> messages) {
    String what =
        messages.size() == 1
            ? "message " + messages.get(0).messageId()
            : "all of %d messages, of which message %s is the first,"
                .formatted(messages.size(), messages.get(0).messageId());
    call(what, entity, () -> Sending.inBatches(sender(entity), messages));
  }

  private static void call(String what, String entity, Runnable sending) {
    try {
      sending.run();
    } catch (RuntimeException e) {
      throw new QueueException(
          "Cannot send %s to queue %s: %s. What was sent may be there or not; sending it again is safe"
              .formatted(what, entity, e.getMessage()),
          e);
    }
  }

  private String entityName(Outgoing message) {
    try {
      return entityNames.apply(message.queue());
    } catch (IllegalArgumentException e) {
      throw new QueueException(
          "Cannot send message %s: %s".formatted(message.messageId(), e.getMessage()), e);
    }
  }

  /** Closes all senders, and with the last of them the connection. */
  @Override
  public synchronized void close() {
    closed = true;
    senders.values().forEach(ServiceBusSenderClient::close);
    senders.clear();
  }

  private synchronized ServiceBusSenderClient sender(String entity) {
    if (closed) {
      throw new IllegalStateException("the connection was closed because the app is ending");
    }
    return senders.computeIfAbsent(
        entity, name -> connection.sender().queueName(name).buildClient());
  }
}
