package dev.moat.arm;

/** Azure refused a call, or did not answer. */
public final class ArmException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient ArmError error;

  public ArmException(String call, ArmError error) {
    super(
        call
            + " was answered with "
            + error.status()
            + " "
            + error.code()
            + ": "
            + error.message());
    this.error = error;
  }

  /** What Azure said. */
  public ArmError error() {
    return error;
  }
}
