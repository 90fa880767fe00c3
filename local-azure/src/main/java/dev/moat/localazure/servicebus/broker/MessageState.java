package dev.moat.localazure.servicebus.broker;

/** The states of a stored message, in the order of their codes on the wire (0, 1, 2). */
public enum MessageState {
  ACTIVE,
  DEFERRED,
  SCHEDULED
}
