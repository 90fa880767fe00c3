package dev.moat.queue.servicebus;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import dev.moat.model.Outgoing;
import dev.moat.queue.QueueException;
import dev.moat.queue.Queues;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Sends over one connection, with one sender per queue, made when it is first needed. A call ends
 * within about half a minute, for a function is held meanwhile; a lost connection is made anew by
 * the next call.
 */
public final class ServiceBusQueues implements Queues, AutoCloseable {

  private static final String JSON = "application/json";

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
    try {
      send(sender(entity), message);
    } catch (RuntimeException e) {
      throw new QueueException(
          "Cannot send message %s to queue %s: %s. The queue may have it or not; sending it again is safe"
              .formatted(message.messageId(), entity, e.getMessage()),
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

  private static void send(ServiceBusSenderClient sender, Outgoing outgoing) {
    ServiceBusMessage message =
        new ServiceBusMessage(outgoing.body())
            .setMessageId(MessageIds.fitting(outgoing.messageId()))
            .setContentType(outgoing.contentType().orElse(JSON));
    outgoing.correlationId().ifPresent(message::setCorrelationId);
    message.getApplicationProperties().putAll(outgoing.properties());
    outgoing
        .notBefore()
        .ifPresentOrElse(
            time -> sender.scheduleMessage(message, time.atOffset(ZoneOffset.UTC)),
            () -> sender.sendMessage(message));
  }

  private synchronized ServiceBusSenderClient sender(String entity) {
    if (closed) {
      throw new IllegalStateException("the connection was closed because the app is ending");
    }
    return senders.computeIfAbsent(
        entity, name -> connection.sender().queueName(name).buildClient());
  }
}
