package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A new generation of a setup: the first one, or the next over those that were. */
final class Generation {

  /** The request that is taken, the line of history, the message and the reply. */
  private static final int OTHER_ROWS = 4;

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
    Replies.accepted(change, record, now);
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
    if (state.isEmpty()) {
      plan.steps().forEach(step -> change.insert(StepRecord.pending(step.name(), generation)));
      return;
    }
    Renewal renewal = new Renewal(change, state.get(), generation);
    for (PlannedStep step : plan.steps()) {
      Optional.ofNullable(state.get().steps().get(step.name()))
          .ifPresentOrElse(
              read -> renewal.planned(step, read),
              () -> change.insert(StepRecord.pending(step.name(), generation)));
    }
    Set<StepName> planned =
        plan.steps().stream().map(PlannedStep::name).collect(Collectors.toSet());
    state.get().steps().values().stream()
        .filter(read -> !planned.contains(read.value().name()))
        .filter(read -> read.value().status() != StepStatus.NOT_PLANNED)
        .forEach(renewal::dropped);
  }
}
