package dev.moat.store;

/**
 * A row is there and this version of Moat cannot read it, which no second try changes. What else
 * was asked for in the same call may well be readable.
 */
public final class UnreadableException extends StoreException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message names the row, and says what to do
   */
  public UnreadableException(String message) {
    super(message);
  }

  public UnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
