package dev.moat.localazure.host.execution;

import dev.moat.localazure.host.app.TimeSpans;
import java.time.Duration;

/** An invocation took longer than {@code functionTimeout}. */
public final class FunctionTimeoutException extends Exception {

  private static final long serialVersionUID = 1L;

  FunctionTimeoutException(String function, String invocationId, Duration limit) {
    super(
        "Timeout value of %s was exceeded by function: Functions.%s (Id: '%s')"
            .formatted(TimeSpans.format(limit), function, invocationId));
  }
}
