package dev.moat.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A step was found to be no longer as the request asks.
 *
 * @param differences field by field; a resource that is gone has one, of the field {@value
 *     #EXISTENCE}
 * @param cause the change that explains it; empty when no event told of one
 * @param response what was done about it
 */
public record Drift(
    Instant foundAt,
    List<Difference> differences,
    Optional<ResourceChange> cause,
    Response response) {

  /** The field that differs when the resource is gone. */
  public static final String EXISTENCE = "existence";

  /** How a resource that is gone differs from one that is not. */
  public static final Difference GONE = new Difference(EXISTENCE, "present", "absent");

  /** What was done about a drift. */
  public enum Response {
    REPAIRED,
    REPORTED,
    /** Somebody undid the repairs too often; an operator has to decide. */
    CONTESTED
  }

  public Drift {
    differences = List.copyOf(differences);
  }

  /** The same drift, of which it became known who caused it. */
  public Drift causedBy(ResourceChange change) {
    return new Drift(foundAt, differences, Optional.of(change), response);
  }
}
