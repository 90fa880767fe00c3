package dev.moat.localazure.servicebus.broker;

/** What happens to a message when a receiver gets it. */
public enum ReceiveMode {
  PEEK_LOCK,
  RECEIVE_AND_DELETE
}
