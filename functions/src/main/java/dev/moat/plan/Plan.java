package dev.moat.plan;

import dev.moat.model.ResourceId;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The graph of a setup's steps. It has no cycle, and no edge that leads nowhere. */
public final class Plan {

  private final Map<StepName, PlannedStep> steps;

  /**
   * Orders the steps so that each comes after its prerequisites. Throws {@link
   * IllegalArgumentException} when a name is used twice, a prerequisite is not in the plan, or
   * prerequisites form a cycle.
   */
  Plan(Collection<PlannedStep> planned) {
    steps = inOrder(byName(planned));
  }

  /** All steps, each after its prerequisites. */
  public List<PlannedStep> steps() {
    return List.copyOf(steps.values());
  }

  /** The step of this name; throws {@link NoSuchElementException} when the plan has none. */
  public PlannedStep step(StepName name) {
    return find(name)
        .orElseThrow(() -> new NoSuchElementException("The plan has no step '" + name + "'"));
  }

  /** The step of this name; empty when the plan has none. */
  public Optional<PlannedStep> find(StepName name) {
    return Optional.ofNullable(steps.get(name));
  }

  /**
   * What a step is about: by this plan, or else as its record remembers; empty when neither has it.
   */
  public Optional<ResourceId> resourceOf(StepRecord step) {
    return find(step.name()).map(planned -> planned.desired().resource()).or(step::resource);
  }

  /** The prerequisites of a step, and theirs, down to the first. */
  public Set<StepName> allPrerequisites(StepName name) {
    Set<StepName> found = new LinkedHashSet<>();
    collectPrerequisites(name, found);
    return found;
  }

  private void collectPrerequisites(StepName name, Set<StepName> found) {
    for (StepName prerequisite : step(name).prerequisites()) {
      if (found.add(prerequisite)) {
        collectPrerequisites(prerequisite, found);
      }
    }
  }

  private static Map<StepName, PlannedStep> byName(Collection<PlannedStep> planned) {
    Map<StepName, PlannedStep> byName = new LinkedHashMap<>();
    for (PlannedStep step : planned) {
      if (byName.put(step.name(), step) != null) {
        throw new IllegalArgumentException("Two steps are called '" + step.name() + "'");
      }
    }
    return byName;
  }

  private static Map<StepName, PlannedStep> inOrder(Map<StepName, PlannedStep> steps) {
    Map<StepName, PlannedStep> ordered = new LinkedHashMap<>();
    for (StepName name : steps.keySet()) {
      place(name, steps, ordered, new ArrayList<>());
    }
    return ordered;
  }

  private static void place(
      StepName name,
      Map<StepName, PlannedStep> steps,
      Map<StepName, PlannedStep> ordered,
      List<StepName> path) {
    if (ordered.containsKey(name)) {
      return;
    }
    PlannedStep step = steps.get(name);
    if (step == null) {
      throw new IllegalArgumentException(path + " needs '" + name + "', which is not in the plan");
    }
    if (path.contains(name)) {
      throw new IllegalArgumentException("'" + name + "' needs itself: " + path);
    }
    path.add(name);
    step.prerequisites().stream().sorted().forEach(next -> place(next, steps, ordered, path));
    path.remove(name);
    ordered.put(name, step);
  }
}
