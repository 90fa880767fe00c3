package dev.moat.queue;

import dev.moat.model.Outgoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what is sent, in the order it was sent; duplicates too. */
public final class RecordingQueues implements Queues {

  private final List<Outgoing> sent = new ArrayList<>();
  private Consumer<Outgoing> beforeSend = message -> {};
  private Consumer<Outgoing> afterSend = message -> {};

  @Override
  public synchronized void send(Outgoing message) {
    beforeSend.accept(message);
    sent.add(message);
    afterSend.accept(message);
  }

  /** What this throws is what the sender gets, and the broker does not have the message. */
  public synchronized void beforeSend(Consumer<Outgoing> hook) {
    beforeSend = hook;
  }

  /** What this throws is what the sender gets, although the broker has the message. */
  public synchronized void afterSend(Consumer<Outgoing> hook) {
    afterSend = hook;
  }

  /** All that was sent and not taken. */
  public synchronized List<Outgoing> sent() {
    return List.copyOf(sent);
  }

  /** What was sent to this queue and not taken. */
  public synchronized List<Outgoing> sentTo(String queue) {
    return sent.stream().filter(message -> message.queue().equals(queue)).toList();
  }

  /** Takes all that was sent: the next call begins with nothing. */
  public synchronized List<Outgoing> take() {
    List<Outgoing> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** Takes what a consumer of this queue could get at this time. */
  public synchronized List<Outgoing> takeDue(String queue, Instant now) {
    List<Outgoing> due =
        sent.stream()
            .filter(message -> message.queue().equals(queue))
            .filter(message -> message.notBefore().map(time -> !time.isAfter(now)).orElse(true))
            .toList();
    sent.removeAll(due);
    return due;
  }

  /** A consumer takes this message. */
  public synchronized void receive(Outgoing message) {
    if (!sent.remove(message)) {
      throw new IllegalArgumentException("There is no message " + message);
    }
  }
}
