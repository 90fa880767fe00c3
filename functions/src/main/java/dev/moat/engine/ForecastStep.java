package dev.moat.engine;

import dev.moat.model.Difference;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import java.util.List;
import java.util.Optional;

/**
 * What a step would do.
 *
 * @param resource what it is about
 * @param differences what would be changed; or why the resource cannot be used
 * @param error why it would be refused, or cannot be told
 * @param note what else is to be known
 */
public record ForecastStep(
    StepName name,
    StepKind kind,
    ResourceId resource,
    Action action,
    List<Difference> differences,
    Optional<StepError> error,
    Optional<String> note) {

  /** What would be done with a resource. */
  public enum Action {
    /** It is not there. */
    CREATED,
    /** It is as wanted, perhaps under another name, and Moat did not make it. */
    ADOPTED,
    /** It is as wanted, and Moat made it; or the step makes nothing. */
    UNCHANGED,
    /** It is there, and not as wanted. */
    CHANGED,
    /** The step would fail. */
    REFUSED,
    /** Azure did not tell, or is changing it just now. */
    UNKNOWN;

    boolean writes() {
      return this == CREATED || this == CHANGED;
    }
  }

  public ForecastStep {
    differences = List.copyOf(differences);
  }

  /** The same with one more sentence in its note. */
  ForecastStep noting(String sentence) {
    return new ForecastStep(
        name,
        kind,
        resource,
        action,
        differences,
        error,
        Optional.of(note.map(before -> before + " " + sentence).orElse(sentence)));
  }
}
