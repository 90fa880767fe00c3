package dev.moat.engine;

import dev.moat.model.Intent;
import dev.moat.model.Operator;
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
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A new generation of a setup: the first one, or the next over those that were. */
final class Generation {

  /** The request that is taken, the line of history and the message. */
  private static final int OTHER_ROWS = 3;

  private Generation() {}

  /**
   * The change that opens it over what is recorded of the setup, which is nothing at first.
   *
   * @param who submitted the request; empty when it came by the queue
   */
  static Change of(
      SetupRequest request, Optional<SetupState> state, Optional<Operator> who, Instant now) {
    long number = state.map(s -> s.setup().value().generation() + 1).orElse(1L);
    SetupId id = request.setupId();
    SetupRecord record = SetupRecord.accepted(id, number, request, now);
    Change change = Change.of(id);
    state.ifPresentOrElse(s -> change.replace(s.setup(), record), () -> change.insert(record));
    steps(change, Plans.of(request), number, state);
    forgetNoticed(change, state);
    String text =
        "Request '%s'%s opened generation %d"
            .formatted(
                request.requestId(), who.map(name -> ", submitted by " + name).orElse(""), number);
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
              read -> renew(change, read, generation, StepStatus.PENDING),
              () -> change.insert(StepRecord.pending(name, generation)));
    }
    state.stream()
        .flatMap(s -> s.steps().values().stream())
        .filter(read -> !planned.contains(read.value().name()))
        .filter(read -> read.value().status() != StepStatus.NOT_PLANNED)
        .forEach(read -> renew(change, read, generation, StepStatus.NOT_PLANNED));
  }

  /**
   * What Moat made, and how things were before it, is remembered from generation to generation. A
   * creation whose end is not recorded counts as made: otherwise nobody would ever remove it.
   */
  private static void renew(
      Change change, Versioned<StepRecord> read, long generation, StepStatus status) {
    StepRecord old = read.value();
    StepDraft renewed = StepRecord.pending(old.name(), generation).change();
    change.replaceStep(
        read,
        renewed
            .status(status)
            .createdByMoat(old.createdByMoat() || old.intent() == Intent.CREATE)
            .outputs(old.outputs())
            .evidence(old.evidence())
            .record());
  }
}
