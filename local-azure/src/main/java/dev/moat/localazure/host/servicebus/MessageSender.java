package dev.moat.localazure.host.servicebus;

/** Sends to one queue. */
interface MessageSender {

  /** Sends one message with this body; returns when the broker has it. */
  void send(String body);

  void close();

  /** Opens senders. */
  interface Factory {
    MessageSender open(ServiceBusConnection connection, String queue);
  }
}
