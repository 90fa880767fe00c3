package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import dev.moat.queue.Letters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The search for one message among those that are given out in turn. All that come are locked until
 * the end of the search, for what is given back at once would come again; then they are given back,
 * which counts as a failed delivery of each: Service Bus knows no other way.
 */
final class Search implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Search.class.getName());
  private static final int BATCH = 100;

  /** Three are enough for all within reach; the others are for messages that come slowly. */
  private static final int ROUNDS = 6;

  /** A message that nobody holds comes at once; this is for a slow network. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ServiceBusReceiverClient receiver;
  private final List<ServiceBusReceivedMessage> held = new ArrayList<>();

  Search(ServiceBusReceiverClient receiver) {
    this.receiver = receiver;
  }

  /**
   * The message with this number, locked; empty when it has not come before there was no more, or
   * too many were locked for it.
   *
   * @param expected how many will come up to it, if they come in the order of their numbers
   */
  Optional<ServiceBusReceivedMessage> find(long sequenceNumber, int expected) {
    for (int rounds = 0; rounds < ROUNDS && held.size() <= Letters.REACH; rounds++) {
      int outstanding = expected - held.size();
      List<ServiceBusReceivedMessage> came =
          next(outstanding > 0 ? Math.min(BATCH, outstanding) : BATCH);
      held.addAll(came);
      Optional<ServiceBusReceivedMessage> found = in(came, sequenceNumber);
      if (found.isPresent() || came.isEmpty()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<ServiceBusReceivedMessage> in(
      List<ServiceBusReceivedMessage> messages, long sequenceNumber) {
    return messages.stream()
        .filter(message -> message.getSequenceNumber() == sequenceNumber)
        .findFirst();
  }

  /** Removes a message that was found. */
  void complete(ServiceBusReceivedMessage found) {
    receiver.complete(found);
    held.remove(found);
  }

  /** Gives back what is held, until the broker does not take one. */
  @Override
  public void close() {
    try {
      held.forEach(receiver::abandon);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "Cannot give back all of {0} messages of {1}: the others come back when their locks end",
          held.size(),
          receiver.getEntityPath());
      LOG.log(Level.DEBUG, "They could not be given back", e);
    }
    receiver.close();
  }

  private List<ServiceBusReceivedMessage> next(int most) {
    return receiver.receiveMessages(most, PATIENCE).stream().toList();
  }
}
