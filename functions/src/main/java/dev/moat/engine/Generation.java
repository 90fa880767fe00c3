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
    Replies.accepted(change, record, now);
    String text =
        "Request '%s'%s opened generation %d"
            .formatted(
                request.requestId(), who.map(name -> ", submitted by " + name).orElse(""), number);
    change
        .accept(request.requestId())
        .note(new HistoryEntry(now, number, "setup", "SetupAccepted", text))
        .send(Messages.tell(new SetupEvent(id, number, "accepted")));
    // Every step looks afresh, so that what was noticed before is seen anyway.
    state.ifPresent(before -> Forgetting.of(before).forget(before.noticed(), change));
    return change;
  }

  private static void steps(Change change, Plan plan, long generation, Optional<SetupState> state) {
    if (state.isEmpty()) {
      plan.steps().forEach(step -> change.insert(StepRecord.pending(step.name(), generation)));
      return;
    }
    SetupState known = Forgetting.of(state.get()).knowing(state.get().noticed());
    Renewal renewal = new Renewal(change, known, generation);
    for (PlannedStep step : plan.steps()) {
      Optional.ofNullable(known.steps().get(step.name()))
          .ifPresentOrElse(
              read -> renewal.planned(step, read),
              () -> change.insert(StepRecord.pending(step.name(), generation)));
    }
    Set<StepName> planned =
        plan.steps().stream().map(PlannedStep::name).collect(Collectors.toSet());
    known.steps().values().stream()
        .filter(read -> !planned.contains(read.value().name()))
        .filter(read -> read.value().status() != StepStatus.NOT_PLANNED)
        .forEach(renewal::dropped);
  }
}
