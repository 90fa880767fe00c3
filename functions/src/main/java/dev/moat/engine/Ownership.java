package dev.moat.engine;

import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.Intent;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.StepDraft;
import dev.moat.model.StepRecord;
import dev.moat.step.MadeAs;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether what a step is about is still what Moat made. What others deleted and made again under
 * the same name is theirs, and is never removed.
 */
final class Ownership {

  private Ownership() {}

  /**
   * Of a resource that was just seen in place, or that Azure reports as made. A creation whose end
   * is not recorded counts as made, unless what Azure answered it with was another resource; or
   * unless it was not answered, and others are known to have written the resource since.
   *
   * @param before the step as it was before its turn ended
   * @param waiting changes by others that nobody has looked into
   */
  static StepDraft settled(
      StepDraft after, StepRecord before, ResourceId resource, Collection<ResourceChange> waiting) {
    StepRecord record = after.record();
    Optional<Boolean> isKnownAsOurs = MadeAs.isStillOurs(record.outputs());
    if (before.intent() == Intent.CREATE) {
      return isKnownAsOurs.orElseGet(() -> !mayBeOthers(record, before, resource, waiting))
          ? after.createdByMoat(true).outputs(MadeAs.claimed(record.outputs()))
          : lost(after);
    }
    boolean isOurs =
        isKnownAsOurs.orElseGet(() -> !wasDeleted(record, resource, before.suspects()));
    return after.createdByMoat(record.createdByMoat() && isOurs);
  }

  /**
   * Whoever wrote it after Moat set out to make it may have made it instead. What has an identity
   * is not only removed, but also replaced when it is of no use any more: so it must be certain.
   */
  private static boolean mayBeOthers(
      StepRecord seen, StepRecord before, ResourceId resource, Collection<ResourceChange> waiting) {
    return !MadeAs.claimed(seen.outputs()).isEmpty()
        && Stream.concat(before.suspects().stream(), waiting.stream())
            .filter(change -> change.resource().equals(resource))
            .filter(change -> !change.isDeletion() && !change.isAction())
            .anyMatch(change -> !MadeAs.wasBefore(change.at(), before.outputs()));
  }

  /**
   * Of a resource that was not seen in place: events tell whose it is, unless it has an identity
   * that will be seen before anything is done to it. A creation whose end is not recorded counts as
   * made.
   */
  static StepDraft unsettled(
      StepDraft after, ResourceId resource, Collection<ResourceChange> changes) {
    StepRecord record = after.record();
    boolean isOurs = MadeAs.isKnown(record.outputs()) || !wasDeleted(record, resource, changes);
    return after.createdByMoat(
        record.intent() == Intent.CREATE || record.createdByMoat() && isOurs);
  }

  /** Whether what Moat made, or set out to make, is not Moat's any more, as these changes tell. */
  static boolean isLost(StepRecord step, ResourceId resource, Collection<ResourceChange> changes) {
    boolean wasMade = step.createdByMoat() || step.intent() == Intent.CREATE;
    return wasMade && isOthers(step, resource, changes);
  }

  /** Nothing that the step has done so far makes what is there Moat's. */
  static StepDraft lost(StepDraft step) {
    boolean wasMaking = step.record().intent() == Intent.CREATE;
    return step.createdByMoat(false).intent(wasMaking ? Intent.NONE : step.record().intent());
  }

  /** Whether events tell that what is there was made by others in place of what Moat made. */
  static boolean isOthers(
      StepRecord step, ResourceId resource, Collection<ResourceChange> changes) {
    return !MadeAs.isKnown(step.outputs()) && wasDeleted(step, resource, changes);
  }

  private static boolean wasDeleted(
      StepRecord step, ResourceId resource, Collection<ResourceChange> changes) {
    return changes.stream()
        .filter(change -> change.isDeletion() && resource.isAtOrUnder(change.resource()))
        .filter(deletion -> !MadeAs.wasBefore(deletion.at(), step.outputs()))
        .anyMatch(deletion -> !wasMadeAgain(step, deletion));
  }

  /** An event may come after Moat has made good what it tells of. */
  private static boolean wasMadeAgain(StepRecord step, ResourceChange deletion) {
    return step.drifts().stream()
        .filter(drift -> drift.response() == Drift.Response.REPAIRED)
        .filter(drift -> !drift.foundAt().isBefore(deletion.at()))
        .anyMatch(Ownership::isOfExistence);
  }

  /** Whether the resource was found to be gone. */
  static boolean isOfExistence(Drift drift) {
    return drift.differences().stream().map(Difference::field).anyMatch(Drift.EXISTENCE::equals);
  }
}
