package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusException;
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
    while (held.size() <= Letters.REACH) {
      int outstanding = expected - held.size();
      List<ServiceBusReceivedMessage> came =
          next(outstanding > 0 ? Math.min(BATCH, outstanding) : BATCH);
      held.addAll(came);
      for (ServiceBusReceivedMessage message : came) {
        if (message.getSequenceNumber() == sequenceNumber) {
          return Optional.of(message);
        }
      }
      if (came.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Removes a message that was found. */
  void complete(ServiceBusReceivedMessage found) {
    receiver.complete(found);
    held.remove(found);
  }

  /** Gives back what is held. */
  @Override
  public void close() {
    held.forEach(this::giveBack);
    receiver.close();
  }

  private List<ServiceBusReceivedMessage> next(int most) {
    return receiver.receiveMessages(most, PATIENCE).stream().toList();
  }

  private void giveBack(ServiceBusReceivedMessage message) {
    try {
      receiver.abandon(message);
    } catch (ServiceBusException e) {
      LOG.log(
          Level.WARNING,
          "Cannot give back message %d: it comes back by itself when its lock ends"
              .formatted(message.getSequenceNumber()),
          e);
    }
  }
}
