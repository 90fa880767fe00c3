package dev.moat.localazure.servicebus.broker;

/** An operation that a queue refused; nothing has changed. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Refusal reason;

  public RefusedException(Refusal reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Refusal reason() {
    return reason;
  }
}
