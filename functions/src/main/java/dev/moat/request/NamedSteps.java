package dev.moat.request;

import static java.util.stream.Collectors.joining;

import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The steps that a request names, held against those it leads to. A name that leads nowhere would
 * be a wish that is silently not heeded.
 */
public final class NamedSteps {

  private static final String PLACE = "/onDrift/steps";

  private final List<StepName> existing;

  /**
   * @param planned all steps of the request's plan
   */
  public NamedSteps(Collection<StepName> planned) {
    existing = planned.stream().filter(step -> step.kind().mayDrift()).sorted().toList();
  }

  /** What names neither a kind of step nor a step, in the order of the pointers. */
  public List<Problem> check(SetupRequest request) {
    Problems problems = new Problems();
    request.driftPolicy().steps().keySet().stream()
        .filter(key -> !isKind(key) && !existing.contains(new StepName(key)))
        .forEach(key -> addUnknown(key, problems));
    return problems.list();
  }

  private void addUnknown(String key, Problems problems) {
    problems.add(
        Reason.UNKNOWN_STEP,
        Field.pointer(PLACE, key),
        "names no step of this request. " + existingLike(key) + ".");
  }

  /** Those of the same kind, where there are any: that is where a slip of the pen lies. */
  private String existingLike(String key) {
    String kind = key.replaceFirst("\\..*", "");
    String ofKind = names(step -> step.kind().label().equals(kind));
    return ofKind.isEmpty()
        ? "It has no step of kind '%s'. Its steps are: %s".formatted(kind, names(step -> true))
        : "Its steps of kind '%s' are: %s".formatted(kind, ofKind);
  }

  private String names(Predicate<StepName> wanted) {
    return existing.stream().filter(wanted).map(StepName::value).collect(joining(", "));
  }

  private static boolean isKind(String key) {
    return Stream.of(StepKind.values())
        .anyMatch(kind -> kind.mayDrift() && kind.label().equals(key));
  }
}
