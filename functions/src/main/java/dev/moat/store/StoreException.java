package dev.moat.store;

/**
 * The state could not be read or written. A write that ends so may have happened or not: what was
 * committed tells, when it is read again.
 */
public sealed class StoreException extends RuntimeException permits UnreadableException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
