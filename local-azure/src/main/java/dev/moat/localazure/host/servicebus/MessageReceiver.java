package dev.moat.localazure.host.servicebus;

import dev.moat.localazure.host.app.ServiceBusOptions;
import java.util.function.Consumer;

/**
 * Receives from one queue in peek-lock mode: calls its handler for each message, at most {@link
 * ServiceBusOptions#maxConcurrentCalls} at a time, and keeps the lock of each while the handler
 * runs, for at most {@link ServiceBusOptions#maxAutoLockRenewalDuration}.
 */
interface MessageReceiver {

  void start();

  void close();

  /** Handles one message; blocks until it is settled or given up. */
  interface Handler {
    void handle(QueueMessage message, Settlement settlement);
  }

  /** Ends the delivery of one message. */
  interface Settlement {

    /** The message is done with. */
    void complete();

    /** The message is available again, at once, and has one delivery more behind it. */
    void abandon();
  }

  /** Opens receivers. */
  interface Factory {

    /**
     * A receiver that is not yet started.
     *
     * @param onError is told what went wrong outside the handler; the receiver tries again by
     *     itself
     */
    MessageReceiver open(
        ServiceBusConnection connection,
        String queue,
        ServiceBusOptions options,
        Handler handler,
        Consumer<Throwable> onError);
  }
}
