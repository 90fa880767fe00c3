package dev.moat.arm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Azure said when it refused a call, or when an operation failed.
 *
 * @param status the HTTP status; 200 for an operation that failed; 0 when there was no answer
 * @param code Azure's error code, empty when the body had none
 * @param detailCodes the codes in {@code details}, which are often the more telling ones
 */
public record ArmError(
    int status,
    String code,
    String message,
    List<String> detailCodes,
    Optional<Duration> retryAfter) {

  public ArmError {
    detailCodes = List.copyOf(detailCodes);
  }

  /** Whether the code or one of the details' codes is this one, in any case. */
  public boolean is(String candidate) {
    return code.equalsIgnoreCase(candidate)
        || detailCodes.stream().anyMatch(candidate::equalsIgnoreCase);
  }
}
