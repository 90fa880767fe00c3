package dev.moat.cli.api;

import dev.moat.model.Difference;
import dev.moat.model.StepError;
import java.util.List;
import java.util.Optional;

/** What a step would do. */
public record ForecastStep(
    String name,
    String kind,
    String resource,
    Action action,
    List<Difference> differences,
    Optional<StepError> error,
    Optional<String> note) {

  /** What would be done with the resource. */
  public enum Action {
    CREATED,
    ADOPTED,
    UNCHANGED,
    CHANGED,
    REFUSED,
    UNKNOWN
  }
}
