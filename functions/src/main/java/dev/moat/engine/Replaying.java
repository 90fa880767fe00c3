package dev.moat.engine;

import static java.util.stream.Collectors.joining;

import dev.moat.model.Operator;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepDraft;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends steps again that ended otherwise than asked, from what is recorded of them. An operator's
 * word goes beyond the request: what was only reported is put right, and what was contested is
 * repaired once more.
 */
final class Replaying {

  private Replaying() {}

  static Ruling decide(SetupState state, Verb.Replay verb, Operator who, Instant now) {
    SetupRecord setup = state.setup().value();
    if (setup.status() == SetupStatus.TORN_DOWN) {
      return Ruling.tornDown(setup);
    }
    return unknown(state, verb.steps())
        .or(() -> notFailed(state, verb.steps()))
        .orElseGet(() -> replay(state, verb.steps(), who, now));
  }

  /** Whether this step can be sent again by itself. */
  static boolean isReplayable(StepRecord step) {
    return step.status().isFailure();
  }

  private static Optional<Ruling> unknown(SetupState state, Set<StepName> steps) {
    List<StepName> planned = Progress.of(state).records().map(StepRecord::name).toList();
    return steps.stream()
        .filter(name -> !planned.contains(name))
        .sorted()
        .findFirst()
        .map(
            name ->
                Ruling.refused(
                    "NoSuchStep",
                    "Setup '%s' has no step '%s' in what it is working on."
                        .formatted(state.setup().value().id(), name),
                    "Name one of: "
                        + planned.stream().map(StepName::value).collect(joining(", "))));
  }

  private static Optional<Ruling> notFailed(SetupState state, Set<StepName> steps) {
    return steps.stream()
        .map(name -> state.steps().get(name).value())
        .filter(step -> !isReplayable(step))
        .findFirst()
        .map(
            step ->
                Ruling.refused(
                    "StepNotFailed",
                    "Step '%s' is %s; only a step that is FAILED, DRIFTED or CONTESTED is replayed."
                        .formatted(step.name(), step.status()),
                    step.status().isBeingWorkedOn()
                        ? "Wait for it, or cancel the setup first."
                        : "Look at the other steps of the setup."));
  }

  private static Ruling replay(SetupState state, Set<StepName> named, Operator who, Instant now) {
    SetupRecord setup = state.setup().value();
    if (setup.status() == SetupStatus.RESTORED) {
      return new Ruling.Granted(Relock.of(state, who + " asked for it", now));
    }
    List<Versioned<StepRecord>> steps = named.isEmpty() ? replayable(state) : stored(state, named);
    boolean resumes = setup.status() == SetupStatus.CANCELLED;
    if (steps.isEmpty() && !resumes) {
      return nothingToReplay(setup);
    }
    SetupRecord replayed = replayed(state);
    Change change =
        VerbChange.of(state, replayed, "SetupReplayed", who, inWords(steps, resumes), now);
    steps.forEach(step -> change.replaceStep(step, again(step.value())));
    return new Ruling.Granted(VerbChange.advancing(change, replayed, "replay", now));
  }

  private static Ruling nothingToReplay(SetupRecord setup) {
    return setup.status().isActive()
        ? Ruling.refused(
            "SetupIsRunning",
            "Setup '%s' is %s, and none of its steps has failed."
                .formatted(setup.id(), setup.status()),
            "Wait for its end, or cancel it first.")
        : Ruling.refused(
            "NothingToReplay",
            "Setup '%s' is %s: no step is FAILED, DRIFTED or CONTESTED."
                .formatted(setup.id(), setup.status()),
            "Nothing needs to be done.");
  }

  private static List<Versioned<StepRecord>> replayable(SetupState state) {
    return stored(
        state,
        Progress.of(state)
            .records()
            .filter(Replaying::isReplayable)
            .map(StepRecord::name)
            .toList());
  }

  private static List<Versioned<StepRecord>> stored(SetupState state, Collection<StepName> names) {
    return state.steps().values().stream()
        .filter(step -> names.contains(step.value().name()))
        .toList();
  }

  /** What was in place before is looked at again; what never was is made. */
  private static SetupRecord replayed(SetupState state) {
    SetupRecord setup = state.setup().value();
    if (setup.status().isActive()) {
      return setup;
    }
    boolean wasInPlace =
        setup.reversal().isEmpty() && Progress.of(state).records().allMatch(StepRecord::isKept);
    return wasInPlace ? setup.checking() : setup.running();
  }

  private static String inWords(List<Versioned<StepRecord>> steps, boolean resumes) {
    String names = steps.stream().map(step -> step.value().name().value()).collect(joining(", "));
    if (!resumes) {
      return "replayed " + names;
    }
    return steps.isEmpty() ? "let it go on" : "let it go on, and replayed " + names;
  }

  private static StepRecord again(StepRecord step) {
    StepDraft again = Reopening.of(step).drifts(List.of()).without(Approvals.REJECTED);
    return (step.status() == StepStatus.DRIFTED ? again.notKept() : again).record();
  }
}
