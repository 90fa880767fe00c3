package dev.moat.queue;

/** A message could not be handed to the broker, or not be read or taken from it. */
public final class QueueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public QueueException(String message, Throwable cause) {
    super(message, cause);
  }
}
