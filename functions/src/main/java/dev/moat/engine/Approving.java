package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepDraft;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decides about a connection that waits for it. */
final class Approving {

  private Approving() {}

  static Ruling decide(SetupState state, Verb.Decide verb, Operator who, Instant now) {
    List<Versioned<StepRecord>> waiting =
        state.steps().values().stream()
            .filter(step -> step.value().status() == StepStatus.AWAITING_APPROVAL)
            .filter(step -> step.value().outputs().containsKey(Approvals.WAITING))
            .toList();
    SetupRecord setup = state.setup().value();
    if (waiting.isEmpty()) {
      return Ruling.refused(
          "NothingAwaitsApproval",
          "No connection of setup '%s', which is %s, waits for an approval."
              .formatted(setup.id(), setup.status()),
          "Look at its endpoint step: the connection may be approved or rejected already.");
    }
    Change change =
        VerbChange.of(
            state,
            setup,
            verb.approved() ? "ConnectionApproved" : "ConnectionRejected",
            who,
            (verb.approved() ? "approved " : "rejected ") + connections(waiting),
            now);
    for (Versioned<StepRecord> step : waiting) {
      StepRecord called = called(step.value(), verb.approved(), now);
      change.replaceStep(step, called).send(Waking.call(setup, called));
    }
    return new Ruling.Granted(change);
  }

  private static String connections(List<Versioned<StepRecord>> waiting) {
    return String.join(
        ", ", waiting.stream().map(step -> step.value().outputs().get(Approvals.WAITING)).toList());
  }

  private static StepRecord called(StepRecord step, boolean approved, Instant now) {
    String connection = step.outputs().get(Approvals.WAITING);
    StepDraft decided =
        step.change()
            .outputs(Map.of(approved ? Approvals.APPROVED : Approvals.REJECTED, connection))
            .without(approved ? Approvals.REJECTED : Approvals.APPROVED);
    return Waking.woken(decided, now);
  }
}
