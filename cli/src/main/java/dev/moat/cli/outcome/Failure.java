package dev.moat.cli.outcome;

/** Something that can go wrong did: told in words, without a stack trace. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Exit exit;
  private final String advice;

  /**
   * @param message what failed, and why
   * @param advice what to do about it
   */
  public Failure(String message, String advice) {
    this(Exit.FAILED, message, advice);
  }

  public Failure(String message, String advice, Throwable cause) {
    this(Exit.FAILED, message, advice, cause);
  }

  public Failure(Exit exit, String message, String advice) {
    super(message);
    this.exit = exit;
    this.advice = advice;
  }

  public Failure(Exit exit, String message, String advice, Throwable cause) {
    super(message, cause);
    this.exit = exit;
    this.advice = advice;
  }

  /** How the command ends that it ends. */
  public Exit exit() {
    return exit;
  }

  public String advice() {
    return advice;
  }
}
