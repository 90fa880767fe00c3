package dev.moat.engine;

import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far an active setup is: which steps can be called, and whether none is left. */
record Progress(SetupState state, Plan plan) {

  static Progress of(SetupState state) {
    return new Progress(state, Plans.of(state.setup().value(), state.records()));
  }

  /** Whether nothing more happens by itself. */
  boolean isOver() {
    return isActive()
        && ready().isEmpty()
        && records().noneMatch(step -> step.status().isBeingWorkedOn());
  }

  /** The steps that are to be called now. */
  List<Versioned<StepRecord>> ready() {
    return isActive()
        ? plan.steps().stream().filter(this::isReady).map(step -> stored(step.name())).toList()
        : List.of();
  }

  /** The steps that relied on something which has changed since they last looked. */
  List<StepName> stale() {
    return plan.steps().stream()
        .filter(step -> isStale(step, record(step.name())))
        .map(PlannedStep::name)
        .toList();
  }

  /** The steps of the plan that have this status. */
  List<StepName> with(StepStatus status) {
    return records().filter(step -> step.status() == status).map(StepRecord::name).toList();
  }

  /** The steps of the plan as they are recorded, each after its prerequisites. */
  Stream<StepRecord> records() {
    return plan.steps().stream().map(step -> record(step.name()));
  }

  private boolean isActive() {
    return state.setup().value().status().isActive();
  }

  private boolean isReady(PlannedStep planned) {
    StepRecord step = record(planned.name());
    boolean due = step.status() == StepStatus.PENDING || isStale(planned, step);
    return due
        && !isOnLostRegistry(planned)
        && planned.prerequisites().stream().allMatch(name -> lets(name, step));
  }

  /**
   * Whether something a step relies on was changed since the step last looked; or, of one that has
   * failed, was seen in order since: others may have mended it.
   */
  private boolean isStale(PlannedStep planned, StepRecord step) {
    return DriftCheck.mayReopen(step)
        && DriftCheck.isChecked(step.name(), state.setup().value().request())
        && (planned.prerequisites().stream().anyMatch(name -> hasChangedSince(step, record(name)))
            || isMended(step));
  }

  private boolean isMended(StepRecord step) {
    return step.status() == StepStatus.FAILED
        && plan.allPrerequisites(step.name()).stream()
            .map(this::record)
            .filter(record -> record.status() == StepStatus.SUCCEEDED)
            .anyMatch(record -> endedAfter(record, step.finishedAt()));
  }

  private static boolean hasChangedSince(StepRecord step, StepRecord prerequisite) {
    return prerequisite.status() == StepStatus.SUCCEEDED
        && prerequisite.attempt() > 0
        && endedAfter(prerequisite, step.startedAt());
  }

  private static boolean endedAfter(StepRecord step, Optional<Instant> time) {
    return step.finishedAt().filter(at -> time.filter(at::isAfter).isPresent()).isPresent();
  }

  /** Of a registry that is gone there is nothing to look at. */
  private boolean isOnLostRegistry(PlannedStep planned) {
    return plan.allPrerequisites(planned.name()).stream()
        .filter(name -> name.kind() == StepKind.REGISTRY)
        .map(this::record)
        .anyMatch(Progress::isLost);
  }

  private static boolean isLost(StepRecord registry) {
    return registry.status().isFailure()
        && DriftResponse.ofThisCheck(registry).filter(Ownership::isOfExistence).isPresent();
  }

  /**
   * Whether a prerequisite lets the step be called. What was in place before may be looked at even
   * if something that it relied on is not as asked any more: a role that is gone must not keep an
   * open registry open. The lock, which reads its own proof, does not even wait for what will not
   * come before somebody acts.
   */
  private boolean lets(StepName prerequisite, StepRecord step) {
    StepRecord record = record(prerequisite);
    return record.status().isDone()
        || step.isKept() && (record.status().isFinal() || isLock(step) && !isMoving(record));
  }

  private boolean isLock(StepRecord step) {
    return step.name().kind() == StepKind.LOCKDOWN && state.setup().value().isKeptPrivate();
  }

  /** Whether the step ends by itself: it is called, or will be. */
  private boolean isMoving(StepRecord step) {
    return switch (step.status()) {
      case QUEUED, PARKED -> true;
      case PENDING -> isComing(plan.step(step.name()));
      default -> false;
    };
  }

  private boolean isComing(PlannedStep planned) {
    StepRecord step = record(planned.name());
    return !isOnLostRegistry(planned)
        && planned.prerequisites().stream()
            .allMatch(name -> lets(name, step) || isMoving(record(name)));
  }

  private StepRecord record(StepName name) {
    return stored(name).value();
  }

  private Versioned<StepRecord> stored(StepName name) {
    Versioned<StepRecord> stored = state.steps().get(name);
    if (stored == null) {
      SetupId setup = state.setup().value().id();
      throw new IllegalStateException("Setup '" + setup + "' has no record of step '" + name + "'");
    }
    return stored;
  }
}
