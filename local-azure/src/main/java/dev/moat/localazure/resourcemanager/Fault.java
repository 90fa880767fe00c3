package dev.moat.localazure.resourcemanager;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a call that a test has marked. */
public sealed interface Fault {

  /**
   * The call is refused and changes nothing.
   *
   * @param status the HTTP status
   * @param code the error code
   * @param message the error message
   * @param retryAfterSeconds the {@code Retry-After} to send, or null for none
   */
  record Refused(int status, String code, String message, @Nullable Integer retryAfterSeconds)
      implements Fault {}

  /** The call is carried out; its answer arrives late. */
  record Delayed(Duration delay) implements Fault {}

  /** The call is accepted; its operation fails at its end with this error. */
  record OperationFails(String code, String message) implements Fault {}

  /**
   * The call is carried out, but the caller gets 504 {@code GatewayTimeout}, as on slow writes in
   * Azure.
   */
  record AnswerLost() implements Fault {}
}
