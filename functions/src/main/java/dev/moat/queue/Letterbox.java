package dev.moat.queue;

/**
 * Where messages lie that nothing consumes: the dead letters of a queue, or a queue without a
 * consumer.
 *
 * @param queue the logical queue
 * @param dead whether its dead letters are meant, or the queue itself
 */
public record Letterbox(String queue, boolean dead) {

  /** The dead letters of a queue. */
  public static Letterbox deadLettersOf(String queue) {
    return new Letterbox(queue, true);
  }

  /** A queue that nothing consumes. */
  public static Letterbox waitingIn(String queue) {
    return new Letterbox(queue, false);
  }

  @Override
  public String toString() {
    return (dead ? "the dead letters of queue " : "queue ") + queue;
  }
}
