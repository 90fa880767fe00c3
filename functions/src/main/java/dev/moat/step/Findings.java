package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmErrors;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.arm.ErrorClass;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the preflight has found so far. */
final class Findings {

  private final Arm arm;
  private final List<StepError> problems = new ArrayList<>();
  private final List<ResourceId> absent = new ArrayList<>();
  private final List<String> unchecked = new ArrayList<>();

  Findings(Arm arm) {
    this.arm = arm;
  }

  void problem(StepError problem) {
    problems.add(problem);
  }

  /** The resource; absence is noted, and so is, as a problem, that Moat may not read it. */
  Optional<ArmResource> read(ResourceId id, String apiVersion) {
    try {
      Optional<ArmResource> found = arm.get(id, apiVersion);
      if (found.isEmpty()) {
        absent.add(id);
      }
      return found;
    } catch (ArmException e) {
      problem(
          new StepError(
              "NotReadable", "Could not read " + id + ": " + e.getMessage(), terminalAdvice(e)));
      return Optional.empty();
    }
  }

  /** The items of a collection that Moat can do without: if it may not read them, that is noted. */
  List<ObjectNode> listIfAllowed(String collection, String apiVersion) {
    try {
      return arm.list(collection, apiVersion);
    } catch (ArmException e) {
      terminalAdvice(e);
      unchecked.add(collection + ": " + e.getMessage());
      return List.of();
    }
  }

  boolean isAbsent(ResourceId id) {
    return absent.contains(id);
  }

  Observation observation() {
    if (problems.isEmpty()) {
      Map<String, String> outputs = new LinkedHashMap<>();
      outputs.put(PreflightStep.ABSENT, lines(absent));
      if (!unchecked.isEmpty()) {
        outputs.put(PreflightStep.UNCHECKED, lines(unchecked));
      }
      return new Observation.Matches(outputs);
    }
    return new Observation.Blocked(problems.size() == 1 ? problems.get(0) : together());
  }

  /** What to do about a refusal; one that will pass is thrown again, to be tried again. */
  private static String terminalAdvice(ArmException thrown) {
    if (ArmErrors.classify(thrown.error()) instanceof ErrorClass.Terminal terminal) {
      return terminal.advice();
    }
    throw thrown;
  }

  private StepError together() {
    return new StepError(
        "PreflightFailed",
        numbered(each -> each.code() + ": " + each.message()),
        numbered(StepError::advice));
  }

  private String numbered(Function<StepError, String> text) {
    return IntStream.range(0, problems.size())
        .mapToObj(i -> "(" + (i + 1) + ") " + text.apply(problems.get(i)))
        .collect(Collectors.joining(" "));
  }

  private static String lines(List<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }
}
