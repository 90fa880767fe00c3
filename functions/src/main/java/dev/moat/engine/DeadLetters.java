package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Operator;
import dev.moat.model.Page;
import dev.moat.model.SetupId;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.queue.Letters;
import dev.moat.store.SetupStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The dead letters of Moat's queues, as operators read them, send them again and discard them. Who
 * did what is a line in the log, and in the history of the setup that the letter is about.
 *
 * <p>A letter is sent before it is removed, so a crash in between may have it sent twice. That does
 * no harm: what reads it acts by state, and drops what is done already.
 */
public final class DeadLetters {

  /** How many letters of a queue are counted. */
  public static final int COUNTED = 100;

  /**
   * How many dead letters a queue has.
   *
   * @param count at most {@link #COUNTED}
   * @param more whether there are more than that
   */
  public record Count(String queue, int count, boolean more) {}

  private final Letters letters;
  private final List<String> queues;
  private final LetterHistory history;

  /**
   * @param queues the logical queues there are
   */
  public DeadLetters(Letters letters, SetupStore setups, List<String> queues, Clock clock) {
    this.letters = letters;
    this.queues = List.copyOf(queues);
    this.history = new LetterHistory(setups, clock);
  }

  /** How many each queue has, as far as they are counted. */
  public List<Count> counts() {
    return queues.stream().map(this::count).toList();
  }

  /**
   * Some of a queue's dead letters, in the order of their numbers; empty when there is no such
   * queue.
   *
   * @param limit the most letters, 1 or more
   * @param continuation of the page before; empty for the first. Throws {@link
   *     InvalidContinuationException} for one that was not given by such a page
   */
  public Optional<Page<Letter>> list(String queue, int limit, Optional<String> continuation) {
    return box(queue).map(box -> page(box, limit, continuation));
  }

  /** A dead letter; empty when it is not there, or there is no such queue. */
  public Optional<Letter> find(String queue, long sequenceNumber) {
    return box(queue)
        .flatMap(box -> letters.peek(box, sequenceNumber, 1).stream().findFirst())
        .filter(letter -> letter.sequenceNumber() == sequenceNumber);
  }

  /** The setup that a letter is about, where its body names one; there need not be such a setup. */
  public static Optional<SetupId> setupOf(Letter letter) {
    return LetterSubject.of(letter.body()).setup();
  }

  /** Sends a dead letter to its queue again and removes it. */
  public LetterAnswer sendAgain(String queue, long sequenceNumber, Operator who) {
    return find(queue, sequenceNumber)
        .map(letter -> sendAgain(Letterbox.deadLettersOf(queue), letter, who))
        .orElseGet(LetterAnswer.NotThere::new);
  }

  /** Removes a dead letter. */
  public LetterAnswer discard(String queue, long sequenceNumber, Operator who) {
    return find(queue, sequenceNumber)
        .map(letter -> discard(Letterbox.deadLettersOf(queue), letter, who))
        .orElseGet(LetterAnswer.NotThere::new);
  }

  private LetterAnswer sendAgain(Letterbox box, Letter letter, Operator who) {
    String newId = MessageIdAgain.of(letter.sequenceNumber(), letter.messageId().orElse(""));
    return LetterAnswer.of(
        letters.sendAgain(box, letter.sequenceNumber(), newId),
        inWords(box, letter),
        () -> {
          ObjectNode line = line("DeadLetterReplayed", box, letter, who);
          LetterLog.write(line.put("newMessageId", newId));
          history.note("DeadLetterReplayed", letter, who + " sent again " + inWords(box, letter));
          return new LetterAnswer.Sent(newId);
        });
  }

  private LetterAnswer discard(Letterbox box, Letter letter, Operator who) {
    return LetterAnswer.of(
        letters.remove(box, letter.sequenceNumber()),
        inWords(box, letter),
        () -> {
          LetterLog.write(line("DeadLetterDiscarded", box, letter, who));
          history.note("DeadLetterDiscarded", letter, who + " discarded " + inWords(box, letter));
          return new LetterAnswer.Discarded();
        });
  }

  private static ObjectNode line(String event, Letterbox box, Letter letter, Operator who) {
    ObjectNode line =
        LetterLog.line(event, who)
            .put("queue", box.queue())
            .put("sequenceNumber", letter.sequenceNumber());
    letter.messageId().ifPresent(id -> line.put("messageId", id));
    setupOf(letter).ifPresent(setup -> line.put("setup", setup.value()));
    return line;
  }

  private static String inWords(Letterbox box, Letter letter) {
    return "message %s, number %d of %s"
        .formatted(letter.messageId().orElse("without an id"), letter.sequenceNumber(), box);
  }

  private Count count(String queue) {
    int found = letters.peek(Letterbox.deadLettersOf(queue), 0, COUNTED + 1).size();
    return new Count(queue, Math.min(found, COUNTED), found > COUNTED);
  }

  private Page<Letter> page(Letterbox box, int limit, Optional<String> continuation) {
    long from = continuation.map(text -> from(box, text)).orElse(0L);
    List<Letter> found = letters.peek(box, from, limit + 1);
    return found.size() <= limit
        ? new Page<>(found, Optional.empty())
        : new Page<>(
            found.subList(0, limit),
            Optional.of(
                Continuation.of(
                    box.toString(), String.valueOf(found.get(limit).sequenceNumber()))));
  }

  private static long from(Letterbox box, String continuation) {
    try {
      return Long.parseLong(Continuation.read(box.toString(), 1, continuation).get(0));
    } catch (NumberFormatException e) {
      throw new InvalidContinuationException(box.toString(), e);
    }
  }

  private Optional<Letterbox> box(String queue) {
    return queues.contains(queue) ? Optional.of(Letterbox.deadLettersOf(queue)) : Optional.empty();
  }
}
