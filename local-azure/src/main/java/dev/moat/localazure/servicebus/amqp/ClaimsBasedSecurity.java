package dev.moat.localazure.servicebus.amqp;

import org.apache.qpid.proton.message.Message;

/**
 * The {@code $cbs} node, where clients put their tokens. It accepts any: on one machine there is
 * nobody to keep out.
 */
final class ClaimsBasedSecurity implements RequestNode {

  @Override
  public Response answer(Message request) {
    return Response.accepted();
  }
}
