package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Message;
import dev.moat.localazure.servicebus.broker.MessageSource;
import dev.moat.localazure.servicebus.broker.Queue;
import dev.moat.localazure.servicebus.broker.ReceiveMode;
import dev.moat.localazure.servicebus.broker.RefusedException;
import dev.moat.localazure.servicebus.broker.SessionLock;
import java.util.Optional;
import java.util.UUID;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;

/**
 * A link on which a client receives the messages of a queue or of a session.
 *
 * <p>Closing it does not unlock the messages it has delivered; they come back when their locks
 * expire. What Azure does is not documented, and this is the harder case for a client. A session is
 * freed when its link is closed, but not when the connection breaks.
 */
final class ReceivingLink implements LinkHandler {
  private final Sender link;
  private final Queue queue;
  private final MessageSource source;
  private final ReceiveMode mode;
  private final MessageCodec codec;
  private final Deliveries deliveries;

  ReceivingLink(
      Sender link, Queue queue, MessageSource source, MessageCodec codec, Deliveries deliveries) {
    this.link = link;
    this.queue = queue;
    this.source = source;
    this.mode =
        link.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED
            ? ReceiveMode.RECEIVE_AND_DELETE
            : ReceiveMode.PEEK_LOCK;
    this.codec = codec;
    this.deliveries = deliveries;
  }

  /** Sends one message if the client has asked for it and there is one. */
  boolean sendNext() {
    if (link.getCredit() <= 0) {
      return false;
    }
    Optional<Message> message = source.receive(mode);
    message.ifPresent(this::send);
    return message.isPresent();
  }

  private void send(Message message) {
    UUID lockToken = message.lockToken();
    byte[] tag = LockTokens.toTag(lockToken == null ? UUID.randomUUID() : lockToken);
    Delivery delivery = Transfers.send(link, tag, codec.encode(message));
    if (mode == ReceiveMode.RECEIVE_AND_DELETE) {
      delivery.settle();
    }
  }

  /** A client that drains wants its unused credit back when there is nothing to send. */
  void answerDrain() {
    if (link.getDrain()) {
      link.drained();
    }
  }

  @Override
  public void onDelivery(Delivery delivery) {
    DeliveryState outcome = delivery.getRemoteState();
    if (outcome != null) {
      delivery.disposition(settle(LockTokens.fromTag(delivery.getTag()), outcome));
      delivery.settle();
    } else if (delivery.remotelySettled()) {
      delivery.settle();
    }
  }

  /** The client waits for an outcome of the type it sent, or for a rejection. */
  private DeliveryState settle(UUID lockToken, DeliveryState outcome) {
    try {
      if (source instanceof SessionLock session) {
        session.requireHeld();
      }
      Outcomes.apply(queue, lockToken, outcome);
      return outcome;
    } catch (RefusedException e) {
      Rejected rejected = new Rejected();
      rejected.setError(Errors.of(e));
      return rejected;
    }
  }

  @Override
  public void onClosed(boolean byClient) {
    deliveries.remove(this);
    if (byClient && source instanceof SessionLock session) {
      session.close();
    }
  }
}
