package dev.moat.localazure.servicebus.broker;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The queues of a namespace, by name; Service Bus does not tell capitals from small letters. */
public final class Namespace {
  private static final String DEAD_LETTER_SUFFIX = "/$deadletterqueue";

  private final Map<String, Queue> queues = new LinkedHashMap<>();

  public Namespace(Collection<QueueSettings> settings, Quota quota, Clock clock) {
    for (QueueSettings queue : settings) {
      queues.put(key(queue.name()), new Queue(queue, quota, clock));
    }
  }

  /**
   * The queue at a path, {@code name} or {@code name/$deadletterqueue}.
   *
   * @throws RefusedException when there is none
   */
  public Queue queue(String path) {
    String key = key(path);
    boolean ofDeadLetters = key.endsWith(DEAD_LETTER_SUFFIX);
    String name =
        ofDeadLetters ? key.substring(0, key.length() - DEAD_LETTER_SUFFIX.length()) : key;
    return Optional.ofNullable(queues.get(name))
        .flatMap(queue -> ofDeadLetters ? queue.deadLetterQueue() : Optional.of(queue))
        .orElseThrow(() -> notFound(path));
  }

  /** The client stops retrying only when it finds these words at the start of the message. */
  private RefusedException notFound(String path) {
    return new RefusedException(
        Refusal.ENTITY_NOT_FOUND,
        "The messaging entity '%s' could not be found. The configuration has the queues %s."
            .formatted(path, queues.values().stream().map(q -> q.settings().name()).toList()));
  }

  /** Does in every queue what is due by now. */
  public void advance() {
    queues.values().forEach(Queue::advance);
  }

  /** When something is due next in any queue. */
  public Optional<Instant> nextDue() {
    return queues.values().stream()
        .map(Queue::nextDue)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private static String key(String path) {
    return path.toLowerCase(Locale.ROOT);
  }
}
