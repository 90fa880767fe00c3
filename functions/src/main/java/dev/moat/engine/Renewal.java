package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepDraft;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Approvals;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.Optional;

/**
 * The steps of one generation in the next one. What Moat made, and how things were before it, is
 * remembered from generation to generation; so is what is not asked for any more, to be removed one
 * day. A worker that is just writing keeps its claim, so that the new generation writes after it.
 */
final class Renewal {

  private final Change change;
  private final SetupState before;
  private final Plan planBefore;
  private final long generation;

  Renewal(Change change, SetupState before, long generation) {
    this.change = change;
    this.before = before;
    this.planBefore = Plans.of(before.setup().value().request());
    this.generation = generation;
  }

  /** A step that is asked for again, maybe for another resource. */
  void planned(PlannedStep step, Versioned<StepRecord> read) {
    Optional<ResourceId> other =
        planBefore.resourceOf(read.value()).filter(id -> !id.equals(step.desired().resource()));
    if (other.isEmpty()) {
      change.replaceStep(read, renewed(read.value(), read.value().name(), StepStatus.PENDING));
      return;
    }
    change.replaceStep(read, pending(step.name(), read.value()).record());
    if (wasMade(read.value())) {
      leave(read.value(), other.get());
    }
  }

  /** A step that is not asked for any more. */
  void dropped(Versioned<StepRecord> read) {
    StepDraft dropped = renewed(read.value(), read.value().name(), StepStatus.NOT_PLANNED).change();
    planBefore.resourceOf(read.value()).ifPresent(dropped::resource);
    change.replaceStep(read, dropped.record());
  }

  /** The step goes on with another resource; what it made is kept under a name of its own. */
  private void leave(StepRecord old, ResourceId resource) {
    StepName name =
        StepName.of(
            old.name().kind(), resource.name() + "." + Integer.toHexString(resource.hashCode()));
    StepRecord left =
        renewed(old, name, StepStatus.NOT_PLANNED).change().resource(resource).record();
    Optional.ofNullable(before.steps().get(name))
        .ifPresentOrElse(read -> change.replaceStep(read, left), () -> change.insert(left));
  }

  private StepRecord renewed(StepRecord old, StepName name, StepStatus status) {
    StepDraft renewed = pending(name, old).outputs(old.outputs());
    old.claimedUntil().ifPresent(renewed::claimedUntil);
    keptLockedSince(old).ifPresent(renewed::succeededAt);
    return Approvals.waitForgotten(renewed)
        .status(status)
        .createdByMoat(wasMade(old))
        .evidence(old.evidence())
        .record();
  }

  /**
   * A registry that is locked is guarded by the next generation from its beginning, also when that
   * generation never comes as far as its own lock.
   */
  private Optional<Instant> keptLockedSince(StepRecord old) {
    boolean isLocked =
        old.name().kind() == StepKind.LOCKDOWN
            && old.status() == StepStatus.SUCCEEDED
            && before.setup().value().isKeptPrivate();
    return isLocked ? old.succeededAt() : Optional.empty();
  }

  /** What Azure tells late of the old generation's changes is still of Moat's own. */
  private StepDraft pending(StepName name, StepRecord old) {
    return StepRecord.pending(name, generation).change().earlierChangesOf(old);
  }

  /**
   * Whether the step is guarded since an older generation, and was not as asked in this one yet.
   */
  static boolean isKeptFromBefore(StepRecord step, SetupRecord setup) {
    return step.succeededAt().filter(setup.acceptedAt()::isAfter).isPresent();
  }

  /** A creation whose end is not recorded counts: otherwise nobody would ever remove it. */
  private static boolean wasMade(StepRecord step) {
    return step.createdByMoat() || step.intent() == Intent.CREATE;
  }
}
