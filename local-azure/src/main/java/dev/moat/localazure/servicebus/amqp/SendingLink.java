package dev.moat.localazure.servicebus.amqp;

import dev.moat.localazure.servicebus.broker.Queue;
import dev.moat.localazure.servicebus.broker.Refusal;
import dev.moat.localazure.servicebus.broker.RefusedException;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** A link on which a client sends messages to a queue. */
final class SendingLink implements LinkHandler {
  private final Receiver link;
  private final Queue queue;
  private final MessageCodec codec;
  private final int maxTransferBytes;

  SendingLink(Receiver link, Queue queue, MessageCodec codec, int maxTransferBytes) {
    this.link = link;
    this.queue = queue;
    this.codec = codec;
    this.maxTransferBytes = maxTransferBytes;
  }

  @Override
  public void onDelivery(Delivery delivery) {
    if (delivery.pending() > maxTransferBytes) {
      closeAsTooLarge();
      return;
    }
    Transfers.receive(delivery).ifPresent(bytes -> answer(delivery, bytes));
    Transfers.topUpCredit(link);
  }

  private void answer(Delivery delivery, byte[] bytes) {
    DeliveryState outcome = store(delivery.getMessageFormat(), bytes);
    if (!delivery.remotelySettled()) {
      delivery.disposition(outcome);
    }
    delivery.settle();
  }

  private DeliveryState store(int messageFormat, byte[] bytes) {
    try {
      queue.send(codec.decodeTransfer(messageFormat, bytes));
      return Accepted.getInstance();
    } catch (RefusedException e) {
      Rejected rejected = new Rejected();
      rejected.setError(Errors.of(e));
      return rejected;
    }
  }

  /** A client that minds max-message-size never comes here. */
  private void closeAsTooLarge() {
    link.setCondition(
        Errors.of(
            new RefusedException(
                Refusal.MESSAGE_TOO_LARGE,
                "A transfer to queue '%s' has more than %d bytes. Send less, or fewer messages at once."
                    .formatted(queue.settings().name(), maxTransferBytes))));
    link.close();
  }
}
