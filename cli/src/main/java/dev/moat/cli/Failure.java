package dev.moat.cli;

/** Something that can go wrong did: told in words, without a stack trace. */
final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String advice;

  /**
   * @param message what failed, and why
   * @param advice what to do about it
   */
  Failure(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  Failure(String message, String advice, Throwable cause) {
    super(message, cause);
    this.advice = advice;
  }

  String advice() {
    return advice;
  }
}
