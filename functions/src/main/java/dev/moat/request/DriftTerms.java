package dev.moat.request;

import static java.util.stream.Collectors.joining;

import dev.moat.model.StepKind;
import java.util.Arrays;

/**
 * Checks what a request says about drift, as far as it can be told without the plan; the full names
 * of steps are the question of {@link NamedSteps}.
 */
final class DriftTerms {

  private final Problems problems;

  DriftTerms(Problems problems) {
    this.problems = problems;
  }

  void check(Field request) {
    Field onDrift = request.get("onDrift");
    Field steps = onDrift.get("steps");
    steps.names().forEach(key -> checkKind(key, steps.get(key)));
    checkRecreation(onDrift.get("recreateRegistry"), request.get("registry"));
  }

  private void checkKind(String key, Field step) {
    int dot = key.indexOf('.');
    String label = dot < 0 ? key : key.substring(0, dot);
    if (label.equals(StepKind.PREFLIGHT.label())) {
      problems.add(
          Reason.UNKNOWN_STEP,
          step.pointer(),
          "names the check before the first write, which cannot drift. Leave it out.");
    } else if (Arrays.stream(StepKind.values()).noneMatch(kind -> kind.label().equals(label))) {
      problems.add(
          Reason.UNKNOWN_STEP,
          step.pointer(),
          "names no kind of step. Expected is one of %s, or a step's full name, which is"
                  .formatted(kinds())
              + " its kind, a dot and a resource.");
    }
  }

  private void checkRecreation(Field recreate, Field registry) {
    boolean isKnown = registry.node().isObject();
    if (recreate.isTrue() && isKnown && !registry.get("createIfMissing").isPresent()) {
      problems.add(
          Reason.RECREATE_WITHOUT_CREATE,
          recreate.pointer(),
          "is true, but nothing says how to create the registry. Add /registry/createIfMissing, or"
              + " leave this out.");
    }
  }

  private static String kinds() {
    return Arrays.stream(StepKind.values())
        .filter(StepKind::mayDrift)
        .map(StepKind::label)
        .collect(joining(", "));
  }
}
