package dev.moat.model;

/** A continuation that no page of this list has given: the caller's mistake. */
public final class InvalidContinuationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidContinuationException(String list) {
    super(message(list));
  }

  public InvalidContinuationException(String list, Throwable cause) {
    super(message(list), cause);
  }

  private static String message(String list) {
    return "The continuation is none that a page of '%s' has given. Begin again without one"
        .formatted(list);
  }
}
