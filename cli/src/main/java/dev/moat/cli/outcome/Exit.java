package dev.moat.cli.outcome;

/** With which code the process of a command ends. */
public enum Exit {
  /** Everything went as it should. */
  DONE(0),
  /** It failed; or the setup that was followed did not end as asked. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** It cannot be done as things are; nothing has changed. */
  CONFLICT(3),
  /** There is no such thing. */
  NOT_FOUND(4),
  /** The caller may not do it. */
  NOT_ALLOWED(5),
  /** The API gives no answer. */
  UNREACHABLE(6);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  /** For the operating system. */
  public int code() {
    return code;
  }
}
