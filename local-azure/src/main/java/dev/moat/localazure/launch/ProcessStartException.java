package dev.moat.localazure.launch;

/** A part of the local Azure did not start; the message has the last lines it printed. */
public final class ProcessStartException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ProcessStartException(String message) {
    super(message);
  }

  ProcessStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
