package dev.moat.localazure.servicebus.broker;

import java.util.Optional;

/** Where a receiver gets its messages from: a queue, or one session of it. */
public interface MessageSource {

  /**
   * The oldest message that nobody holds, now locked or deleted as the mode says. Never waits. A
   * session whose lock is lost has none; its holder was told.
   */
  Optional<Message> receive(ReceiveMode mode);
}
