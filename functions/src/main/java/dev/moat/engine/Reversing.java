package dev.moat.engine;

import dev.moat.model.Operator;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns a setup round: from now on it works towards what was before Moat. Whatever was being worked
 * on is let be; a worker that is just writing keeps its claim, and its step is undone after that.
 */
final class Reversing {

  private Reversing() {}

  static Ruling decide(SetupState state, Verb.Restore verb, Operator who, Instant now) {
    SetupRecord setup = state.setup().value();
    Optional<Instant> until = verb.lasting().map(now::plus);
    Optional<Reversal> current = setup.reversal();
    if (setup.status() == SetupStatus.TORN_DOWN) {
      return Ruling.tornDown(setup);
    }
    if (current.filter(Reversal::isTeardown).isPresent()) {
      return underWay(setup, "torn down");
    }
    if (current.isPresent() && setup.status() == SetupStatus.RESTORED) {
      return until.or(current.get()::until).isEmpty()
          ? Ruling.refused(
              "AlreadyRestored",
              "The registry of setup '%s' is restored for good.".formatted(setup.id()),
              "Replay the setup to have it private again.")
          : prolong(state, until, who, now);
    }
    if (current.isPresent() && setup.status().isActive()) {
      return underWay(setup, "restored");
    }
    return reverse(state, Reversal.restore(until), "RestoreRequested", who, asked(until), now);
  }

  static Ruling decide(SetupState state, Verb.Teardown verb, Operator who, Instant now) {
    SetupRecord setup = state.setup().value();
    if (setup.status() == SetupStatus.TORN_DOWN) {
      return Ruling.refused(
          "AlreadyTornDown",
          "Setup '%s' is torn down.".formatted(setup.id()),
          "Nothing needs to be done.");
    }
    if (setup.reversal().filter(Reversal::isTeardown).isPresent() && setup.status().isActive()) {
      return underWay(setup, "torn down");
    }
    TeardownPlan plan = TeardownPlan.of(state, verb.deleteRegistry());
    if (!plan.id().equals(verb.plan())) {
      return Ruling.refused(
          "PlanChanged",
          "What a teardown of setup '%s' would do is not, or no longer, plan '%s'."
              .formatted(setup.id(), verb.plan()),
          "Look at its teardown plan, and ask with the id of that plan.");
    }
    return reverse(
        state,
        Reversal.teardown(verb.deleteRegistry()),
        "TeardownRequested",
        who,
        "asked to tear it down" + (verb.deleteRegistry() ? ", with its registry" : ""),
        now);
  }

  private static Ruling underWay(SetupRecord setup, String what) {
    return Ruling.refused(
        "ReversalUnderWay",
        "Setup '%s' is being or was %s; it is %s.".formatted(setup.id(), what, setup.status()),
        setup.status().isActive() ? "Wait for its end." : "Replay it to let that go on.");
  }

  private static String asked(Optional<Instant> until) {
    return "asked to restore the registry's network settings "
        + until.map(time -> "until " + time).orElse("for good");
  }

  /** The registry is open already; only how long changes. */
  private static Ruling prolong(
      SetupState state, Optional<Instant> until, Operator who, Instant now) {
    SetupRecord setup = state.setup().value().restoredUntil(until);
    Change change = VerbChange.of(state, setup, "RestoreRequested", who, asked(until), now);
    until.ifPresent(time -> change.send(Relock.call(setup, time)));
    return new Ruling.Granted(Replies.stands(change, state.setup(), setup, now));
  }

  private static Ruling reverse(
      SetupState state, Reversal reversal, String reason, Operator who, String text, Instant now) {
    SetupRecord setup = state.setup().value().reversing(reversal);
    Change change = VerbChange.of(state, setup, reason, who, text, now);
    TurnedRound turned = TurnedRound.of(state);
    Set<StepName> undone = undone(setup, turned);
    for (Versioned<StepRecord> step : state.steps().values()) {
      StepName name = step.value().name();
      StepRecord next =
          undone.contains(name)
              ? begun(turned.record(name))
              : letBe(step.value(), turned.record(name));
      change.replaceStep(step, next);
    }
    return new Ruling.Granted(
        VerbChange.advancing(change, setup, reversal.kind().name().toLowerCase(Locale.ROOT), now));
  }

  private static Set<StepName> undone(SetupRecord setup, TurnedRound turned) {
    return Plans.of(setup, turned.records().values()).steps().stream()
        .map(PlannedStep::name)
        .collect(Collectors.toSet());
  }

  /** What its last operation brings about is seen when the step looks. */
  private static StepRecord begun(StepRecord turned) {
    return turned.change().operation(Optional.empty()).suspects(List.of()).notKept().record();
  }

  private static StepRecord letBe(StepRecord step, StepRecord turned) {
    StepRecord halted = Halting.of(step);
    boolean isLost = step.createdByMoat() && !turned.createdByMoat();
    return isLost ? Ownership.lost(halted.change()).record() : halted;
  }
}
