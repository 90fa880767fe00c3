package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.AmqpError;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.amqp.transport.LinkError;

/**
 * Refusals in the words of AMQP and of Service Bus (<a
 * href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-troubleshoot">AMQP
 * errors in Service Bus</a>).
 */
final class Errors {
  private static final Symbol MESSAGE_LOCK_LOST = Symbol.valueOf("com.microsoft:message-lock-lost");
  private static final Symbol MESSAGE_NOT_FOUND = Symbol.valueOf("com.microsoft:message-not-found");
  private static final Symbol SESSION_LOCK_LOST = Symbol.valueOf("com.microsoft:session-lock-lost");
  private static final Symbol SESSION_CANNOT_BE_LOCKED =
      Symbol.valueOf("com.microsoft:session-cannot-be-locked");

  private Errors() {}

  static ErrorCondition of(RefusedException refused) {
    return new ErrorCondition(condition(refused.reason()), refused.getMessage());
  }

  static Symbol condition(Refusal reason) {
    return switch (reason) {
      case ENTITY_NOT_FOUND -> AmqpError.NOT_FOUND;
      case MALFORMED -> AmqpError.DECODE_ERROR;
      case MESSAGE_LOCK_LOST -> MESSAGE_LOCK_LOST;
      case MESSAGE_NOT_FOUND -> MESSAGE_NOT_FOUND;
      case MESSAGE_TOO_LARGE -> LinkError.MESSAGE_SIZE_EXCEEDED;
      case NOT_ALLOWED -> AmqpError.NOT_ALLOWED;
      case NOT_IMPLEMENTED -> AmqpError.NOT_IMPLEMENTED;
      case QUOTA_EXCEEDED -> AmqpError.RESOURCE_LIMIT_EXCEEDED;
      case SESSION_CANNOT_BE_LOCKED -> SESSION_CANNOT_BE_LOCKED;
      case SESSION_LOCK_LOST -> SESSION_LOCK_LOST;
    };
  }

  /** The status of a refused request. Clients go by the condition; most numbers are our choice. */
  static int status(Refusal reason) {
    return switch (reason) {
      case MALFORMED -> 400;
      case NOT_ALLOWED, QUOTA_EXCEEDED, MESSAGE_TOO_LARGE -> 403;
      case ENTITY_NOT_FOUND, MESSAGE_NOT_FOUND -> 404;
      case SESSION_CANNOT_BE_LOCKED -> 409;
      case MESSAGE_LOCK_LOST, SESSION_LOCK_LOST -> 410;
      case NOT_IMPLEMENTED -> 501;
    };
  }
}
