package dev.moat.simulation;

import dev.moat.engine.Messages;
import dev.moat.model.Outgoing;
import dev.moat.queue.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Queues that keep what Service Bus promises and nothing more: a message comes at least once, in
 * any order, not before its time, the same id is taken once within ten minutes, and what fails too
 * often ends as a dead letter.
 */
final class SimulatedQueues implements Queues {

  private static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);
  private static final Duration LOCK = Duration.ofSeconds(30);
  private static final double LATE = 0.1;
  private static final double TWICE = 0.03;
  private static final double DEAD_LETTERED = 0.002;
  private static final double RELOCK_LOST = 0.25;

  /** A message on its way, and how often it was delivered. */
  record InTransit(Outgoing message, Instant due, int deliveries) {}

  private final Clock clock;
  private final RandomGenerator random;
  private final Chaos chaos;
  private final List<InTransit> messages = new ArrayList<>();
  private final Map<String, Instant> seen = new HashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private int ownNotices;
  private int duplicates;
  private int deadLetters;
  private int relocksLost;

  SimulatedQueues(Clock clock, RandomGenerator random, Chaos chaos) {
    this.clock = clock;
    this.random = random;
    this.chaos = chaos;
  }

  @Override
  public void send(Outgoing message) {
    chaos.effect("before sending " + message.messageId());
    take(message);
    chaos.effect("after sending " + message.messageId());
  }

  /** Takes a message as a caller outside sends it, who does not crash. */
  void take(Outgoing message) {
    if (isRelock(message) && chaos.happens(RELOCK_LOST)) {
      relocksLost++;
    } else if (isNew(message)) {
      Instant due = message.notBefore().orElseGet(clock::instant).plus(lateness());
      messages.add(new InTransit(message, due, 0));
      taken.merge(message.queue(), 1, Integer::sum);
      ownNotices += isOfMoatItself(message) ? 1 : 0;
    }
  }

  /** Any of the messages whose time has come, locked for a worker. */
  Optional<InTransit> receive() {
    List<InTransit> due = messages.stream().filter(m -> !m.due().isAfter(clock.instant())).toList();
    if (due.isEmpty()) {
      return Optional.empty();
    }
    InTransit taken = due.get(random.nextInt(due.size()));
    messages.remove(taken);
    if (isInternal(taken.message()) && chaos.happens(DEAD_LETTERED)) {
      deadLetters++;
      return receive();
    }
    if (chaos.happens(TWICE)) {
      messages.add(taken);
      duplicates++;
    }
    return Optional.of(taken);
  }

  /** The worker died: the message comes again when its lock has expired. */
  void expire(InTransit message) {
    messages.add(redelivery(message, clock.instant().plus(LOCK)));
  }

  /** The worker threw: the message comes again at once. */
  void abandon(InTransit message) {
    messages.add(redelivery(message, clock.instant()));
  }

  /** Whether this queue was ever sent a message of this id. */
  boolean hasTaken(String queue, String messageId) {
    return seen.containsKey(queue + "|" + messageId);
  }

  /** How many messages this queue took. */
  int taken(String queue) {
    return taken.getOrDefault(queue, 0);
  }

  /** How many changes of Moat's own were taken for those of others. */
  int ownNotices() {
    return ownNotices;
  }

  private static boolean isOfMoatItself(Outgoing message) {
    return message.queue().equals(Messages.RESOURCE_CHANGES)
        && message.body().contains(InProcessAzure.MOAT.objectId());
  }

  int deadLetters() {
    return deadLetters;
  }

  /** How many messages were lost that say that the time of a restore is over. */
  int relocksLost() {
    return relocksLost;
  }

  private static boolean isRelock(Outgoing message) {
    return message.messageId().contains("/relock/");
  }

  int duplicates() {
    return duplicates;
  }

  /** When the next message is due; empty when none is on its way. */
  Optional<Instant> nextDue() {
    return messages.stream().map(InTransit::due).min(Instant::compareTo);
  }

  /** A caller's request that ends as a dead letter is for an operator to replay. */
  private static boolean isInternal(Outgoing message) {
    return !message.queue().equals(Messages.SETUP_REQUESTS);
  }

  private static InTransit redelivery(InTransit message, Instant due) {
    return new InTransit(message.message(), due, message.deliveries() + 1);
  }

  private boolean isNew(Outgoing message) {
    String key = message.queue() + "|" + message.messageId();
    Instant last = seen.put(key, clock.instant());
    return last == null || last.plus(DUPLICATE_WINDOW).isBefore(clock.instant());
  }

  private Duration lateness() {
    return chaos.happens(LATE) ? Duration.ofMillis(random.nextInt(20_000)) : Duration.ZERO;
  }
}
