package dev.moat.model;

import java.time.Instant;

/**
 * A long-running Azure operation, known by the URL that tells how far it is. Any process can ask
 * it.
 *
 * @param pollUrl exactly as Azure gave it: it holds opaque signed parameters
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations">Asynchronous
 *     operations</a>
 */
public record Operation(Style style, String pollUrl, Instant startedAt) {

  /** How the operation tells that it has ended. */
  public enum Style {
    /** {@code Azure-AsyncOperation}: a body with a {@code status}. */
    ASYNC_OPERATION,
    /** {@code Location}: status 202 until it has ended. */
    LOCATION
  }
}
