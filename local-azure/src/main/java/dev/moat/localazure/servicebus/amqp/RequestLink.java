package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.DecodeException;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** A link on which a client sends requests to a node; the answers go out on a reply link. */
final class RequestLink implements LinkHandler {
  private final Receiver link;
  private final String nodeAddress;
  private final RequestNode node;
  private final ReplyLinks replyLinks;
  private final MessageCodec codec;
  private long lastTag;

  RequestLink(
      Receiver link,
      String nodeAddress,
      RequestNode node,
      ReplyLinks replyLinks,
      MessageCodec codec) {
    this.link = link;
    this.nodeAddress = nodeAddress;
    this.node = node;
    this.replyLinks = replyLinks;
    this.codec = codec;
  }

  @Override
  public void onDelivery(Delivery delivery) {
    Transfers.receive(delivery)
        .ifPresent(
            bytes -> {
              delivery.disposition(Accepted.getInstance());
              delivery.settle();
              answer(bytes);
            });
    Transfers.topUpCredit(link);
  }

  private void answer(byte[] bytes) {
    Message request = Proton.message();
    try {
      request.decode(bytes, 0, bytes.length);
    } catch (DecodeException
        | BufferUnderflowException
        | IllegalArgumentException
        | ClassCastException e) {
      close("A request to '%s' cannot be decoded: %s".formatted(nodeAddress, e.getMessage()));
      return;
    }
    Sender replyLink = replyLinks.find(nodeAddress, request.getReplyTo());
    if (replyLink == null) {
      close(
          "A request to '%s' asks for its answer at '%s', but no receiver is attached there."
              .formatted(nodeAddress, request.getReplyTo()));
      return;
    }
    byte[] tag = ByteBuffer.allocate(Long.BYTES).putLong(++lastTag).array();
    Transfers.send(replyLink, tag, codec.encode(message(request, answer(request)))).settle();
  }

  private Response answer(Message request) {
    try {
      return node.answer(request);
    } catch (RefusedException e) {
      return Response.refused(e);
    }
  }

  /** Clients look for the status under either of two spellings. */
  private static Message message(Message request, Response response) {
    Properties properties = new Properties();
    properties.setCorrelationId(request.getMessageId());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("statusCode", response.statusCode());
    status.put("status-code", response.statusCode());
    status.put("statusDescription", response.description());
    status.put("status-description", response.description());
    if (response.errorCondition() != null) {
      status.put("errorCondition", response.errorCondition());
    }
    Message message = Proton.message();
    message.setProperties(properties);
    message.setApplicationProperties(new ApplicationProperties(status));
    message.setBody(new AmqpValue(response.body()));
    return message;
  }

  private void close(String reason) {
    link.setCondition(Errors.of(new RefusedException(Refusal.MALFORMED, reason)));
    link.close();
  }
}
