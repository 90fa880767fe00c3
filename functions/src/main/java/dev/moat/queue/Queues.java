package dev.moat.queue;

import dev.moat.model.Outgoing;
import java.util.List;

/** The port to Service Bus. */
public interface Queues {

  /**
   * Sends one message, now or not before its time. Returns when the broker has it. Throws {@link
   * QueueException} when it may not have it: sending again is safe.
   */
  void send(Outgoing message);

  /**
   * Sends these messages, in as few round trips as the broker allows. Returns when the broker has
   * all of them. Throws {@link QueueException} when it may not have all: sending all of them again
   * is safe.
   */
  default void sendAll(List<Outgoing> messages) {
    messages.forEach(this::send);
  }
}
