package dev.moat.queue;

import dev.moat.model.Outgoing;

/** The port to Service Bus. */
public interface Queues {

  /**
   * Sends one message, now or not before its time. Returns when the broker has it. Throws {@link
   * QueueException} when it may not have it: sending again is safe.
   */
  void send(Outgoing message);
}
