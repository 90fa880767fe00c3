package dev.moat.queue.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import dev.moat.queue.Letterbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Looks at messages without taking them, with one receiver per box, made when first needed. */
final class Looking implements AutoCloseable {

  private static final int BATCH = 100;

  private final Function<Letterbox, ServiceBusReceiverClient> newReceiver;
  private final Map<Letterbox, ServiceBusReceiverClient> receivers = new HashMap<>();
  private boolean closed;

  Looking(Function<Letterbox, ServiceBusReceiverClient> newReceiver) {
    this.newReceiver = newReceiver;
  }

  /**
   * One answer of the service may hold fewer than were asked for, so it is asked until none come.
   */
  List<ServiceBusReceivedMessage> look(Letterbox box, long from, int most) {
    List<ServiceBusReceivedMessage> seen = new ArrayList<>();
    long next = from;
    while (seen.size() < most) {
      List<ServiceBusReceivedMessage> more =
          receiver(box).peekMessages(Math.min(BATCH, most - seen.size()), next).stream().toList();
      if (more.isEmpty()) {
        return seen;
      }
      seen.addAll(more);
      next = more.get(more.size() - 1).getSequenceNumber() + 1;
    }
    return seen;
  }

  /** Closes all receivers, and with the last of them the connection. */
  @Override
  public synchronized void close() {
    closed = true;
    receivers.values().forEach(ServiceBusReceiverClient::close);
    receivers.clear();
  }

  private synchronized ServiceBusReceiverClient receiver(Letterbox box) {
    if (closed) {
      throw new IllegalStateException("the connection was closed because the app is ending");
    }
    return receivers.computeIfAbsent(box, newReceiver);
  }
}
