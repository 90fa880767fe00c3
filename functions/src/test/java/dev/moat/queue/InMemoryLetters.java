package dev.moat.queue;

import dev.moat.model.Outgoing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Letters in memory; what is sent again goes to the queues it was made with. */
public final class InMemoryLetters implements Letters {

  private final Queues queues;
  private final Map<Letterbox, TreeMap<Long, Letter>> boxes = new HashMap<>();
  private final Set<Letter> held = new HashSet<>();
  private Runnable beforeEachTaking = () -> {};

  public InMemoryLetters(Queues queues) {
    this.queues = queues;
  }

  public synchronized void put(Letterbox box, Letter letter) {
    box(box).put(letter.sequenceNumber(), letter);
  }

  /** From now on somebody does this just before each letter that is taken. */
  public synchronized void beforeEachTaking(Runnable others) {
    beforeEachTaking = others;
  }

  /** Somebody else locks the first letters, until this is run. */
  public synchronized Runnable hold(Letterbox box, int count) {
    List<Letter> locked = box(box).values().stream().limit(count).toList();
    held.addAll(locked);
    return () -> giveBack(locked);
  }

  @Override
  public synchronized List<Letter> peek(Letterbox box, long from, int most) {
    return box(box).tailMap(from, true).values().stream().limit(most).toList();
  }

  @Override
  public synchronized Taking remove(Letterbox box, long sequenceNumber) {
    Taking taking = take(box, sequenceNumber);
    if (taking == Taking.TAKEN) {
      box(box).remove(sequenceNumber);
    }
    return taking;
  }

  @Override
  public synchronized Taking remove(Letterbox box, String messageId) {
    return box(box).values().stream()
        .filter(letter -> letter.messageId().equals(Optional.of(messageId)))
        .findFirst()
        .map(letter -> remove(box, letter.sequenceNumber()))
        .orElse(Taking.NOT_THERE);
  }

  @Override
  public synchronized Taking sendAgain(Letterbox box, long sequenceNumber, String messageId) {
    Taking taking = take(box, sequenceNumber);
    if (taking == Taking.TAKEN) {
      Letter letter = box(box).get(sequenceNumber);
      queues.send(
          new Outgoing(
              box.queue(), messageId, letter.body(), Optional.empty(), letter.properties()));
      box(box).remove(sequenceNumber);
    }
    return taking;
  }

  private Taking take(Letterbox box, long sequenceNumber) {
    beforeEachTaking.run();
    Letter letter = box(box).get(sequenceNumber);
    if (letter == null) {
      return Taking.NOT_THERE;
    }
    if (box(box).headMap(sequenceNumber).size() > REACH) {
      return Taking.OUT_OF_REACH;
    }
    return held.contains(letter) ? Taking.HELD : Taking.TAKEN;
  }

  private synchronized void giveBack(List<Letter> locked) {
    held.removeAll(new ArrayList<>(locked));
  }

  private TreeMap<Long, Letter> box(Letterbox box) {
    return boxes.computeIfAbsent(box, any -> new TreeMap<>());
  }
}
