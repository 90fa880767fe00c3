package dev.moat.engine;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupId;
import dev.moat.queue.QueueException;
import dev.moat.queue.Queues;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends replies to callers. Their queues are not Moat's: one that is gone, or no longer allowed,
 * must hold up no setup. So a reply that cannot be sent is kept, tried again by the timer, and
 * given up after a day.
 */
final class ReplyOutbox {

  /** A reply that is older is not tried again. */
  static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

  /** After so many failures in one run a queue is left alone: each may have taken long. */
  static final int MOST_FAILURES = 3;

  private static final Logger LOG = System.getLogger(ReplyOutbox.class.getName());

  private record Failure(SetupId setup, Outgoing reply, String why) {}

  private final SetupStore setups;
  private final Queues queues;
  private final Clock clock;

  ReplyOutbox(SetupStore setups, Queues queues, Clock clock) {
    this.setups = setups;
    this.queues = queues;
    this.clock = clock;
  }

  static boolean isReply(Outgoing message) {
    return message.queue().startsWith(Messages.REPLY);
  }

  /** Sends the replies among messages that were just committed; what fails is left to the timer. */
  void send(SetupId setup, List<Outgoing> messages) {
    new Run().send(setup, messages);
  }

  /**
   * Sends what replies are left, and gives up the old ones; returns how many were sent.
   *
   * @param troubles gets what the store throws; that of one setup holds up no other
   */
  int sendLeftovers(Map<SetupId, List<Outgoing>> leftovers, Failures troubles) {
    Run run = new Run();
    leftovers.forEach((setup, messages) -> troubles.attempt(() -> run.send(setup, messages)));
    giveUpOld(run.failures(), troubles);
    return run.sent;
  }

  private void giveUpOld(List<Failure> failures, Failures troubles) {
    if (failures.isEmpty()) {
      return;
    }
    Instant before = now().minus(GIVE_UP_AFTER);
    // A row that cannot be read has been told of when the leftovers were looked for.
    Map<SetupId, List<Outgoing>> old = setups.unsentBefore(before, known -> {});
    failures.stream()
        .filter(each -> old.getOrDefault(each.setup(), List.of()).contains(each.reply()))
        .forEach(each -> troubles.attempt(() -> giveUp(each)));
  }

  /** Says so first: a crash in between has it said twice, and not never. */
  private void giveUp(Failure failure) {
    String text =
        "Message %s for queue '%s' could not be sent within %s and is given up: %s. Whoever reads that queue was not told"
            .formatted(
                failure.reply().messageId(),
                failure.reply().queue().substring(Messages.REPLY.length()),
                GIVE_UP_AFTER,
                failure.why());
    LOG.log(Level.WARNING, text);
    setups
        .load(failure.setup())
        .map(state -> state.setup().value().generation())
        .map(generation -> new HistoryEntry(now(), generation, "setup", "ReplyNotSent", text))
        .ifPresent(line -> setups.commit(Change.of(failure.setup()).note(line)));
    setups.forgetSent(failure.setup(), List.of(failure.reply()));
  }

  private Instant now() {
    return clock.instant();
  }

  /** One go at some replies. */
  private final class Run {

    private final Map<String, List<Failure>> failuresByQueue = new LinkedHashMap<>();
    private int sent;

    void send(SetupId setup, List<Outgoing> messages) {
      messages.stream().filter(ReplyOutbox::isReply).forEach(reply -> send(setup, reply));
    }

    List<Failure> failures() {
      return failuresByQueue.values().stream().flatMap(List::stream).toList();
    }

    private void send(SetupId setup, Outgoing reply) {
      List<Failure> failures =
          failuresByQueue.computeIfAbsent(reply.queue(), queue -> new ArrayList<>());
      if (failures.size() >= MOST_FAILURES) {
        failures.add(new Failure(setup, reply, failures.get(0).why()));
        return;
      }
      try {
        queues.send(reply);
        setups.forgetSent(setup, List.of(reply));
        sent++;
      } catch (QueueException e) {
        LOG.log(Level.WARNING, "{0}; it is tried again for a day", e.getMessage());
        failures.add(new Failure(setup, reply, reason(e)));
      }
    }

    /** Without the message that it was: of the next one that fails so it would be another. */
    private static String reason(QueueException e) {
      return Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse(e.getMessage());
    }
  }
}
