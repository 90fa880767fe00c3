package dev.moat.localazure.servicebus.amqp;

import org.apache.qpid.proton.amqp.Symbol;

/** What Service Bus adds to AMQP: the names on links and messages. */
final class Names {
  static final Symbol SEQUENCE_NUMBER = Symbol.valueOf("x-opt-sequence-number");
  static final Symbol ENQUEUED_SEQUENCE_NUMBER = Symbol.valueOf("x-opt-enqueue-sequence-number");
  static final Symbol ENQUEUED_TIME = Symbol.valueOf("x-opt-enqueued-time");
  static final Symbol LOCKED_UNTIL = Symbol.valueOf("x-opt-locked-until");
  static final Symbol MESSAGE_STATE = Symbol.valueOf("x-opt-message-state");
  static final Symbol DEAD_LETTER_SOURCE = Symbol.valueOf("x-opt-deadletter-source");
  static final Symbol SCHEDULED_ENQUEUE_TIME = Symbol.valueOf("x-opt-scheduled-enqueue-time");

  static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");
  static final Symbol LOCKED_UNTIL_UTC = Symbol.valueOf("com.microsoft:locked-until-utc");

  /** On a link how long the client waits, in milliseconds; as an error that it has waited. */
  static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");

  static final String MANAGEMENT_SUFFIX = "/$management";
  static final String CBS = "$cbs";

  private Names() {}
}
