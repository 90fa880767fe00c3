package dev.moat.localazure.servicebus.amqp;

import org.apache.qpid.proton.engine.Delivery;

/** What one attached link does. */
interface LinkHandler {

  /** A transfer has come, or the client has told an outcome. */
  default void onDelivery(Delivery delivery) {}

  /**
   * The link is gone.
   *
   * @param byClient whether the client closed it; otherwise the connection broke
   */
  default void onClosed(boolean byClient) {}
}
