package dev.moat.plan;

import dev.moat.model.Desired;
import dev.moat.model.StepName;
import java.util.Set;

/** A node of the plan: what it brings about, and what must have succeeded before. */
public record PlannedStep(StepName name, Desired desired, Set<StepName> prerequisites) {
  public PlannedStep {
    prerequisites = Set.copyOf(prerequisites);
  }
}
