package dev.moat.queue.servicebus;

import com.azure.core.credential.TokenCredential;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.queue.Letters;
import dev.moat.queue.QueueException;
import dev.moat.queue.Taking;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Letters over one connection. Looking keeps one receiver per box, which never takes a message;
 * taking opens a receiver of its own and closes it, so that no lock outlives the call for long.
 */
public final class ServiceBusLetters implements Letters, AutoCloseable {

  /** How many letters are looked through for one with a certain id. */
  private static final int LOOKED_THROUGH = 1_000;

  private final ServiceBusClientBuilder connection;
  private final UnaryOperator<String> entityNames;
  private final Looking looking = new Looking(this::receiver);

  private ServiceBusLetters(ServiceBusClientBuilder connection, UnaryOperator<String> entityNames) {
    this.connection = connection;
    this.entityNames = entityNames;
  }

  /**
   * The letters of a namespace. Connects when it is first asked.
   *
   * @param fullyQualifiedNamespace such as {@code <name>.servicebus.windows.net}
   * @param credential of an identity with the roles Azure Service Bus Data Receiver and Data Sender
   * @param entityNames tells the name that a logical queue has in the namespace
   */
  public static ServiceBusLetters ofNamespace(
      String fullyQualifiedNamespace,
      TokenCredential credential,
      UnaryOperator<String> entityNames) {
    return new ServiceBusLetters(
        Connections.toNamespace(fullyQualifiedNamespace, credential), entityNames);
  }

  /**
   * The letters of the namespace of a connection string. Connects when it is first asked.
   *
   * @param entityNames tells the name that a logical queue has in the namespace
   */
  public static ServiceBusLetters ofConnectionString(
      String connectionString, UnaryOperator<String> entityNames) {
    return new ServiceBusLetters(Connections.by(connectionString), entityNames);
  }

  @Override
  public List<Letter> peek(Letterbox box, long from, int most) {
    return call(
        "look at " + box,
        () -> looking.look(box, from, most).stream().map(ReceivedLetters::letter).toList());
  }

  @Override
  public Taking remove(Letterbox box, long sequenceNumber) {
    return call(
        "remove message " + sequenceNumber + " from " + box,
        () -> take(box, sequenceNumber, message -> {}));
  }

  @Override
  public Taking remove(Letterbox box, String messageId) {
    String sentUnder = MessageIds.fitting(messageId);
    return call(
            "look for message " + messageId + " in " + box,
            () -> looking.look(box, 0, LOOKED_THROUGH).stream())
        .filter(message -> sentUnder.equals(message.getMessageId()))
        .findFirst()
        .map(message -> remove(box, message.getSequenceNumber()))
        .orElse(Taking.NOT_THERE);
  }

  @Override
  public Taking sendAgain(Letterbox box, long sequenceNumber, String messageId) {
    return call(
        "send message %d of %s again (it may be sent, and still be there)"
            .formatted(sequenceNumber, box),
        () ->
            take(
                box,
                sequenceNumber,
                message -> send(box, ReceivedLetters.copy(message, messageId))));
  }

  /** Closes all receivers, and with the last of them the connection. */
  @Override
  public void close() {
    looking.close();
  }

  private interface Use {
    void of(ServiceBusReceivedMessage message);
  }

  private Taking take(Letterbox box, long sequenceNumber, Use use) {
    Optional<Integer> before = countBefore(box, sequenceNumber);
    if (before.isEmpty()) {
      return Taking.NOT_THERE;
    }
    if (before.get() > REACH) {
      return Taking.OUT_OF_REACH;
    }
    return found(box, sequenceNumber, before.get() + 1, use)
        ? Taking.TAKEN
        : missed(box, sequenceNumber);
  }

  private boolean found(Letterbox box, long sequenceNumber, int expected, Use use) {
    try (Search search = new Search(receiver(box))) {
      Optional<ServiceBusReceivedMessage> found = search.find(sequenceNumber, expected);
      found.ifPresent(
          message -> {
            use.of(message);
            search.complete(message);
          });
      return found.isPresent();
    }
  }

  private Taking missed(Letterbox box, long sequenceNumber) {
    return isThere(looking.look(box, sequenceNumber, 1), sequenceNumber)
        ? Taking.HELD
        : Taking.NOT_THERE;
  }

  /**
   * How many messages lie before this one, as far as {@link #REACH}; empty when it is not there.
   */
  private Optional<Integer> countBefore(Letterbox box, long sequenceNumber) {
    if (!isThere(looking.look(box, sequenceNumber, 1), sequenceNumber)) {
      return Optional.empty();
    }
    return Optional.of(
        (int)
            looking.look(box, 0, REACH + 1).stream()
                .filter(message -> message.getSequenceNumber() < sequenceNumber)
                .count());
  }

  private static boolean isThere(List<ServiceBusReceivedMessage> found, long sequenceNumber) {
    return found.stream().anyMatch(message -> message.getSequenceNumber() == sequenceNumber);
  }

  private void send(Letterbox box, ServiceBusMessage message) {
    try (ServiceBusSenderClient sender =
        connection.sender().queueName(entityNames.apply(box.queue())).buildClient()) {
      sender.sendMessage(message);
    }
  }

  private ServiceBusReceiverClient receiver(Letterbox box) {
    return connection
        .receiver()
        .queueName(entityNames.apply(box.queue()))
        .subQueue(box.dead() ? SubQueue.DEAD_LETTER_QUEUE : SubQueue.NONE)
        .receiveMode(ServiceBusReceiveMode.PEEK_LOCK)
        .maxAutoLockRenewDuration(Duration.ZERO)
        .disableAutoComplete()
        .buildClient();
  }

  private static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw new QueueException("Cannot %s: %s".formatted(what, e.getMessage()), e);
    }
  }
}
