package dev.moat.engine;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupId;
import dev.moat.queue.Queues;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Commits first, sends after, forgets last: whatever crashes in between, a committed message is
 * sent at least once. Message ids are the same each time, so a second sending is dropped by the
 * broker or by the state.
 */
public final class Outbox {

  /** Younger messages are left to the one that committed them, who is about to send them. */
  static final Duration SENDING_GRACE = Duration.ofSeconds(30);

  private final SetupStore setups;
  private final Queues queues;
  private final ReplyOutbox replies;
  private final Clock clock;

  public Outbox(SetupStore setups, Queues queues, Clock clock) {
    this.setups = setups;
    this.queues = queues;
    this.replies = new ReplyOutbox(setups, queues, clock);
    this.clock = clock;
  }

  /** Commits the change and sends its messages; false when the change came too late. */
  boolean commit(Change change) {
    if (!setups.commit(change)) {
      return false;
    }
    send(change.setup(), own(change.messages()));
    replies.send(change.setup(), change.messages());
    return true;
  }

  /** Sends what a crash left behind in this setup, but for replies: the timer does. */
  void sendLeftovers(SetupState state) {
    send(state.setup().value().id(), own(state.unsent()));
  }

  /**
   * Sends what a crash left behind in any setup; returns how many messages that were. A message
   * that cannot be read and a queue that takes none hold up nobody else's: all setups are tried,
   * then replies, then the first failure is thrown, which that of a reply's queue never is.
   */
  public int sendAllLeftovers() {
    Failures failures = new Failures();
    var leftovers = setups.unsentBefore(clock.instant().minus(SENDING_GRACE), failures::add);
    leftovers.forEach((setup, messages) -> failures.attempt(() -> send(setup, own(messages))));
    int told = replies.sendLeftovers(leftovers, failures);
    failures.throwFirst();
    return told + leftovers.values().stream().mapToInt(messages -> own(messages).size()).sum();
  }

  private static List<Outgoing> own(List<Outgoing> messages) {
    return messages.stream().filter(message -> !ReplyOutbox.isReply(message)).toList();
  }

  private void send(SetupId setup, List<Outgoing> messages) {
    if (!messages.isEmpty()) {
      messages.forEach(queues::send);
      setups.forgetSent(setup, messages);
    }
  }
}
