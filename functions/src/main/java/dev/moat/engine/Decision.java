package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Intent;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import dev.moat.step.Observation;
import dev.moat.step.Task;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What follows from what a turn saw of its step: it is done, it waits, it is changed, or it is left
 * as it is. Of a step that is kept, what is not as wanted is drift, and is remembered as such.
 */
final class Decision {

  private final StepTurn.Ports ports;
  private final SetupState state;
  private final TurnRecord step;
  private final Task<?> task;
  private final Map<StepKind, Map<String, String>> outputs;

  Decision(
      StepTurn.Ports ports,
      SetupState state,
      TurnRecord step,
      Task<?> task,
      Map<StepKind, Map<String, String>> outputs) {
    this.ports = ports;
    this.state = state;
    this.step = step;
    this.task = task;
    this.outputs = outputs;
  }

  /**
   * Acts on what was seen, with at most one write to Azure; empty when another worker turned out to
   * be ahead. Throws {@link dev.moat.arm.ArmException} when Azure refuses the write.
   */
  Optional<Outcome> on(Observation seen) {
    if (seen instanceof Observation.Matches matches) {
      step.draft().outputs(matches.outputs());
      step.seenAsWanted();
      return Optional.of(new Outcome.Done(step.draft(), "as wanted"));
    }
    if (seen instanceof Observation.InProgress progress) {
      return Optional.of(waiting(progress));
    }
    if (seen instanceof Observation.AwaitsApproval awaits) {
      return Optional.of(awaiting(awaits));
    }
    if (seen instanceof Observation.Left left) {
      return Optional.of(new Outcome.Left(step.draft(), left.why()));
    }
    if (seen instanceof Observation.Blocked blocked) {
      return Optional.of(blocked(blocked));
    }
    Observation.NeedsChange found = (Observation.NeedsChange) seen;
    if (found instanceof Observation.Unwanted && isOthers()) {
      String why =
          task.desired().resource() + " was deleted by others, as events tell: they made it";
      return Optional.of(new Outcome.Left(step.draft().createdByMoat(false), why));
    }
    Optional<StepError> obstacle = obstacle(found);
    return step.isKept()
        ? drifted(found, obstacle)
        : changeUnless(obstacle, found, Optional.empty());
  }

  /**
   * What another setup keeps from being changed for now. It is drift from when it is seen: the
   * other one may put it right, and somebody undo that, before this one ever gets its turn. What is
   * only to be reported is not: it may be right in a moment.
   */
  Outcome whileReserved(Observation.NeedsChange found, Outcome.Later later) {
    Optional<Drift> drift =
        drift(found, possible(obstacle(found)))
            .filter(each -> each.response() != Drift.Response.REPORTED);
    drift.ifPresent(this::remember);
    return drift
        .filter(each -> each.response() == Drift.Response.CONTESTED)
        .<Outcome>map(each -> new Outcome.Drifted(step.draft(), each))
        .orElseGet(() -> later.having(drift));
  }

  /** Whether the setup was told, by now, that others deleted it. */
  private boolean isOthers() {
    List<ResourceChange> changes = state.noticed().stream().map(Versioned::value).toList();
    return Ownership.isOthers(step.known(), task.desired().resource(), changes);
  }

  /** A repair is believed when it is seen: nothing after it would notice that it did not help. */
  boolean isLookedAtAgain(Intent made) {
    return switch (made) {
      case CREATE -> step.isKept() || !task.isComplete(step.draft().record().outputs());
      case UPDATE -> step.isKept() || task.takesSeveralChanges();
      case NONE, REPLACE, REMOVE -> step.isKept();
    };
  }

  private Outcome waiting(Observation.InProgress progress) {
    Duration delay = ports.schedule().beforeNextLook(step.kind(), waited());
    return waiting(
        progress.differences(),
        drift -> new Outcome.Later(step.draft(), delay, progress.waitingFor(), drift));
  }

  /**
   * Which connection it is, is remembered, so that an approval is for that one and no other. What
   * was just made anew in a repair awaits it as part of that.
   */
  private Outcome awaiting(Observation.AwaitsApproval awaits) {
    StepRecord waits = Approvals.waits(step.draft(), awaits.connection(), now()).record();
    Duration waited = Duration.between(Approvals.since(waits.outputs()).orElseThrow(), now());
    Duration delay = ports.schedule().beforeNextLookForApproval(waited);
    boolean isKnown = DriftResponse.ofThisCheck(step.known()).isPresent();
    return waiting(
        isKnown ? List.of() : awaits.differences(),
        drift ->
            new Outcome.Later(
                step.draft(), delay, awaits.waitingFor(), drift, StepStatus.AWAITING_APPROVAL));
  }

  /** What differs of a step that is kept is drift, also where another has to act first. */
  private Outcome waiting(List<Difference> differences, Function<Optional<Drift>, Outcome> later) {
    Optional<Drift> drift =
        Optional.of(differences)
            .filter(any -> step.isKept() && !any.isEmpty())
            .flatMap(each -> ports.drift().to(each, suspects(), wanted()));
    drift.ifPresent(this::remember);
    return drift
        .filter(each -> each.response() != Drift.Response.REPAIRED)
        .<Outcome>map(each -> new Outcome.Drifted(step.draft(), each))
        .orElseGet(() -> later.apply(drift));
  }

  private Outcome blocked(Observation.Blocked blocked) {
    if (step.isKept()) {
      remember(ports.drift().blocked(blocked, suspects()));
    }
    return new Outcome.Failed(step.draft(), blocked.error());
  }

  private Optional<Outcome> drifted(Observation.NeedsChange found, Optional<StepError> obstacle) {
    OnDrift possible = possible(obstacle);
    Optional<Drift> drift = drift(found, possible);
    drift.ifPresent(this::remember);
    boolean left = drift.filter(each -> each.response() != Drift.Response.REPAIRED).isPresent();
    return left && possible == wanted()
        ? drift.map(each -> new Outcome.Drifted(step.draft(), each))
        : changeUnless(obstacle, found, drift);
  }

  private OnDrift possible(Optional<StepError> obstacle) {
    return obstacle.isPresent() ? OnDrift.REPORT : wanted();
  }

  private Optional<Drift> drift(Observation.NeedsChange found, OnDrift possible) {
    return step.isKept()
        ? ports.drift().to(found, suspects(), possible, policy().recreateRegistry())
        : Optional.empty();
  }

  private Suspects suspects() {
    return Suspects.of(step.known(), task.desired().resource(), state);
  }

  private void remember(Drift drift) {
    step.remember(ports.drift().remembered(step.known(), drift));
  }

  private Optional<Outcome> changeUnless(
      Optional<StepError> obstacle, Observation.NeedsChange found, Optional<Drift> drift) {
    return obstacle
        .<Outcome>map(error -> new Outcome.Failed(step.draft(), error))
        .map(Optional::of)
        .orElseGet(() -> change(found, drift));
  }

  /**
   * Why Moat may not make the change. Only what Moat made is removed, and only to bring back what
   * was in place before.
   */
  private Optional<StepError> obstacle(Observation.NeedsChange found) {
    boolean mayReplace = step.isKept() && step.known().createdByMoat();
    return found instanceof Observation.Unusable unusable && !mayReplace
        ? Optional.of(unusable.problem())
        : ports.guardRails().check(task.desired()).or(() -> undone(found));
  }

  /** Each change succeeds, and still it differs; of a step that is kept that is contested drift. */
  private Optional<StepError> undone(Observation.NeedsChange found) {
    return found instanceof Observation.Differs differs
            && !step.isKept()
            && LoopBreaker.isInVain(step.known(), differs.differences().size())
        ? Optional.of(
            new StepError(
                "ChangeUndone",
                "Azure took %d changes of %s, and still %s."
                    .formatted(
                        step.known().attempt(), task.desired().resource(), differs.inWords()),
                "Find out who or what changes it back, such as a policy, then replay the step."))
        : Optional.empty();
  }

  private Optional<Outcome> change(Observation.NeedsChange found, Optional<Drift> drift) {
    return ports.claiming().claim(state.setup().value().id(), step, found, drift)
        ? Optional.of(begin(found))
        : Optional.empty();
  }

  private Outcome begin(Observation.NeedsChange found) {
    StepRecord claimed = step.known();
    Arm arm = ports.arm().logging(claimed.correlationId().orElseThrow());
    Instant begunAt = now();
    Begun begun = task.converge(arm, outputs, claimed.outputs(), found);
    step.changeBegun(DriftResponse.differences(found).size(), begunAt);
    step.draft().outputs(task.outputs(begun.body())).operation(begun.operation());
    begun.correlationId().ifPresent(step.draft()::correlationId);
    if (begun.operation().isEmpty() && !isChanging(begun.body())) {
      return ended(found);
    }
    return new Outcome.Later(
        step.draft(), ports.schedule().afterStart(step.kind(), begun.retryAfter()), "Azure");
  }

  /** The change is complete; a repair is looked at once more, in a turn of its own. */
  private Outcome ended(Observation.NeedsChange found) {
    if (!isLookedAtAgain(Claiming.intentOf(found))) {
      return new Outcome.Done(step.draft(), pastOf(found));
    }
    if (step.isKept()) {
      step.changeSucceeded();
    }
    return new Outcome.Later(step.draft(), Duration.ZERO, "a look at what was changed");
  }

  private static String pastOf(Observation.NeedsChange found) {
    return switch (Claiming.intentOf(found)) {
      case CREATE -> "created";
      case REMOVE -> "removed";
      case NONE, UPDATE, REPLACE -> "changed";
    };
  }

  private static boolean isChanging(ObjectNode body) {
    return new ArmResource(body, Optional.empty()).isChanging();
  }

  private Duration waited() {
    return Duration.between(step.known().startedAt().orElseGet(this::now), now());
  }

  /** What a request asks for is made so, before it counts what it says about drift. */
  private OnDrift wanted() {
    SetupRecord setup = state.setup().value();
    return Renewal.isKeptFromBefore(step.known(), setup) ? OnDrift.REPAIR : policy().of(name());
  }

  private DriftPolicy policy() {
    return state.setup().value().request().driftPolicy();
  }

  private StepName name() {
    return step.known().name();
  }

  private Instant now() {
    return ports.clock().instant();
  }
}
