package dev.moat.localazure.servicebus.amqp;

import java.util.Optional;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;

/** Whole messages over links, however many frames they take. */
final class Transfers {
  private static final int CREDIT = 1000;

  private Transfers() {}

  /** The bytes of a delivery when its last frame has come; the link then waits for the next. */
  static Optional<byte[]> receive(Delivery delivery) {
    if (delivery.isAborted()) {
      delivery.settle();
      return Optional.empty();
    }
    if (!delivery.isReadable() || delivery.isPartial()) {
      return Optional.empty();
    }
    Receiver link = (Receiver) delivery.getLink();
    byte[] bytes = new byte[delivery.pending()];
    link.recv(bytes, 0, bytes.length);
    link.advance();
    return Optional.of(bytes);
  }

  /** Lets the client send on: up to {@value #CREDIT} transfers ahead. */
  static void topUpCredit(Receiver link) {
    if (link.getCredit() <= CREDIT / 2) {
      link.flow(CREDIT - link.getCredit());
    }
  }

  static Delivery send(Sender link, byte[] tag, byte[] bytes) {
    Delivery delivery = link.delivery(tag);
    link.send(bytes, 0, bytes.length);
    link.advance();
    return delivery;
  }
}
