package dev.moat.localazure.host.app;

/** The staging folder, or a setting the app needs, is not as the host must have it to start. */
public final class InvalidFunctionAppException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidFunctionAppException(String message) {
    super(message);
  }

  public InvalidFunctionAppException(String message, Throwable cause) {
    super(message, cause);
  }
}
