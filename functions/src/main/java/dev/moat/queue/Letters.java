package dev.moat.queue;

import java.util.List;

/**
 * The port to messages that nothing consumes. A call ends within a minute, whatever the broker
 * does, and throws {@link QueueException} when the broker cannot be reached or refuses.
 *
 * <p>Service Bus gives messages out in turn and never by their number, so a letter is taken by
 * locking those before it too, which are given back untouched. Two who take letters from one box at
 * a time may therefore find each other's {@linkplain Taking#HELD held}.
 */
public interface Letters {

  /** How many letters may lie before one that is taken. */
  int REACH = 250;

  /**
   * Looks at letters in the order of their numbers; locks and changes nothing.
   *
   * @param from the first sequence number of interest
   */
  List<Letter> peek(Letterbox box, long from, int most);

  /** Takes a letter out for good. */
  Taking remove(Letterbox box, long sequenceNumber);

  /**
   * The same for the letter that was sent under this id; the first of them, if there are several.
   */
  Taking remove(Letterbox box, String messageId);

  /**
   * Sends a letter to its own queue again and takes it out, in this order: when the app ends in
   * between, or {@link QueueException} is thrown, it may be sent and still be there. What is sent
   * has the letter's body, content type and application properties.
   *
   * @param messageId another than the letter's own, which the queue would drop as a duplicate
   */
  Taking sendAgain(Letterbox box, long sequenceNumber, String messageId);
}
