package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepDraft;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Approvals;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A new generation of a setup: the first one, or the next over those that were. */
final class Generation {

  /** The request that is taken, the line of history and the message. */
  private static final int OTHER_ROWS = 3;

  private Generation() {}

  /** The change that opens it over what is recorded of the setup, which is nothing at first. */
  static Change of(SetupRequest request, Optional<SetupState> state, Instant now) {
    long number = state.map(s -> s.setup().value().generation() + 1).orElse(1L);
    SetupId id = request.setupId();
    SetupRecord record = SetupRecord.accepted(id, number, request, now);
    Change change = Change.of(id);
    state.ifPresentOrElse(s -> change.replace(s.setup(), record), () -> change.insert(record));
    steps(change, Plans.of(request), number, state);
    forgetNoticed(change, state);
    String text = "Request '" + request.requestId() + "' opened generation " + number;
    return change
        .accept(request.requestId())
        .note(new HistoryEntry(now, number, "setup", "SetupAccepted", text))
        .send(Messages.tell(new SetupEvent(id, number, "accepted")));
  }

  /** Every step looks afresh, so that what was noticed before is seen anyway. */
  private static void forgetNoticed(Change change, Optional<SetupState> state) {
    int room = Change.MAX_ROWS - change.rows() - OTHER_ROWS;
    state.stream()
        .flatMap(s -> s.noticed().stream())
        .limit(Math.max(0, room))
        .forEach(change::lookedInto);
  }

  private static void steps(Change change, Plan plan, long generation, Optional<SetupState> state) {
    Set<StepName> planned =
        plan.steps().stream().map(PlannedStep::name).collect(Collectors.toSet());
    for (StepName name : planned) {
      state
          .map(s -> s.steps().get(name))
          .ifPresentOrElse(
              read -> change.replaceStep(read, renewed(read.value(), generation).record()),
              () -> change.insert(StepRecord.pending(name, generation)));
    }
    state.stream()
        .flatMap(s -> s.steps().values().stream())
        .filter(read -> !planned.contains(read.value().name()))
        .filter(read -> read.value().status() != StepStatus.NOT_PLANNED)
        .forEach(read -> change.replaceStep(read, leftBehind(read.value(), generation, state)));
  }

  /** A step that the plan has no longer: what it was about is known from the plan before. */
  private static StepRecord leftBehind(
      StepRecord old, long generation, Optional<SetupState> state) {
    StepDraft left = renewed(old, generation).status(StepStatus.NOT_PLANNED);
    state.stream()
        .flatMap(s -> Plans.of(s.setup().value().request()).steps().stream())
        .filter(step -> step.name().equals(old.name()))
        .forEach(step -> left.resource(step.desired().resource()));
    return left.record();
  }

  /**
   * What Moat made, and how things were before it, is remembered from generation to generation. A
   * creation whose end is not recorded counts as made: otherwise nobody would ever remove it. A
   * worker that is just writing keeps its claim, so that the new generation writes after it.
   */
  private static StepDraft renewed(StepRecord old, long generation) {
    StepDraft renewed =
        StepRecord.pending(old.name(), generation)
            .change()
            .createdByMoat(old.createdByMoat() || old.intent() == Intent.CREATE)
            .outputs(old.outputs())
            .evidence(old.evidence());
    old.claimedUntil().ifPresent(renewed::claimedUntil);
    return Approvals.waitForgotten(renewed);
  }
}
