package dev.moat.localazure.servicebus.amqp;

import org.apache.qpid.proton.message.Message;

/** A node that answers requests: {@code $cbs}, or the {@code $management} of a queue. */
interface RequestNode {

  /**
   * Answers one request.
   *
   * @throws dev.moat.localazure.servicebus.broker.RefusedException when it cannot be done
   */
  Response answer(Message request);
}
