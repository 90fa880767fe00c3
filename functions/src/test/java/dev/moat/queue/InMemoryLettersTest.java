package dev.moat.queue;

import dev.moat.contract.LettersContract;
import dev.moat.contract.TestClock;
import dev.moat.model.Outgoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fake keeps no types of properties and no content type of what it sends again. */
final class InMemoryLettersTest extends LettersContract {

  private final RecordingQueues queues = new RecordingQueues();
  private final InMemoryLetters letters = new InMemoryLetters(queues);
  private final Map<String, Sent> originals = new HashMap<>();
  private final Map<String, List<Letter>> alive = new HashMap<>();
  private TestClock clock = new TestClock(Instant.EPOCH);
  private long lastNumber;

  @Override
  protected Letters emptyBoxes(TestClock newClock) {
    clock = newClock;
    return letters;
  }

  @Override
  protected void send(String queue, Sent message) {
    originals.put(message.body(), message);
    Letter letter =
        new Letter(
            ++lastNumber,
            Optional.of(message.messageId()),
            message.body(),
            Optional.of(message.contentType()),
            message.properties().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())),
            clock.instant(),
            0,
            Optional.empty(),
            Optional.empty());
    if (queue.equals(REJECTED)) {
      letters.put(Letterbox.waitingIn(queue), letter);
    } else {
      alive.computeIfAbsent(queue, any -> new ArrayList<>()).add(letter);
    }
  }

  @Override
  protected void deadLetter(String queue, String reason, String description) {
    Letter letter = alive.get(queue).remove(0);
    letters.put(
        Letterbox.deadLettersOf(queue),
        new Letter(
            letter.sequenceNumber(),
            letter.messageId(),
            letter.body(),
            letter.contentType(),
            letter.properties(),
            letter.enqueuedAt(),
            2,
            Optional.of(reason),
            Optional.of(description)));
  }

  @Override
  protected List<Sent> delivered(String queue) {
    return queues.takeDue(queue, clock.instant()).stream().map(this::asSent).toList();
  }

  @Override
  protected Held hold(Letterbox box, int count) {
    return letters.hold(box, count)::run;
  }

  private Sent asSent(Outgoing message) {
    Sent original = originals.get(message.body());
    return new Sent(
        message.messageId(), message.body(), original.contentType(), original.properties());
  }
}
