package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.OperationStatus;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.Operation;
import dev.moat.model.SetupId;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.request.GuardRails;
import dev.moat.step.Observation;
import dev.moat.step.Steps;
import dev.moat.step.Task;
import dev.moat.store.Leases;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One turn of one step: from its record to an outcome, with at most one write to Azure. */
final class StepTurn {

  /** What a turn works with. */
  record Ports(
      Claiming claiming,
      Leases leases,
      Arm arm,
      GuardRails guardRails,
      PollSchedule schedule,
      Refusals refusals,
      DriftResponse drift,
      Clock clock) {}

  private final Ports ports;
  private final SetupState state;
  private final boolean redelivered;
  private final Task<?> task;
  private final Map<StepKind, Map<String, String>> outputs;
  private final Reservation reservation;
  private final TurnRecord step;

  StepTurn(Ports ports, SetupState state, Versioned<StepRecord> read, boolean redelivered) {
    Plan plan = Plans.of(state.setup().value().request());
    this.ports = ports;
    this.state = state;
    this.redelivered = redelivered;
    this.step = new TurnRecord(read);
    this.task = Steps.task(step.kind(), plan.step(read.value().name()).desired());
    this.outputs = PrerequisiteOutputs.of(read.value().name(), plan, state);
    this.reservation = reservation(read.value());
  }

  /** The record the outcome replaces. */
  Versioned<StepRecord> stored() {
    return step.stored();
  }

  SetupState state() {
    return state;
  }

  /** Takes the turn; empty when another worker turned out to be ahead. */
  Optional<Outcome> take() {
    try {
      return putOff().or(this::work);
    } catch (ArmException e) {
      return Optional.of(refused(e.error()));
    }
  }

  /**
   * Gives back what the step has reserved, unless an operation of it goes on. Only for a turn that
   * was recorded: one that came too late would give back what the worker ahead of it relies on.
   */
  void giveBackReservation() {
    if (step.draft().record().operation().isEmpty()) {
      reservation.giveBack();
    }
  }

  private Reservation reservation(StepRecord record) {
    String holder = setup() + "/" + record.name();
    boolean held = record.operation().isPresent();
    return new Reservation(ports.leases(), task.exclusive(), holder, ports.clock(), held);
  }

  private Optional<Outcome> putOff() {
    Instant now = now();
    Optional<Instant> claimed = step.known().claimedUntil().filter(now::isBefore);
    if (claimed.isPresent()) {
      return Optional.of(laterAt(claimed.get(), "another worker that is writing it"));
    }
    return ports
        .leases()
        .throttledUntil(subscription(), now)
        .map(until -> ports.refusals().spread(Duration.between(now, until)))
        .map(delay -> later(delay, "Azure, which throttles subscription " + subscription()));
  }

  private Optional<Outcome> work() {
    Optional<Operation> operation = step.known().operation();
    return operation.isPresent() ? follow(operation.get()) : look();
  }

  private Optional<Outcome> follow(Operation operation) {
    OperationStatus status = ports.arm().poll(operation);
    if (status instanceof OperationStatus.Running running) {
      reservation.take();
      return Optional.of(
          later(ports.schedule().afterPoll(step.kind(), running.retryAfter()), "Azure"));
    }
    step.draft().operation(Optional.empty());
    if (status instanceof OperationStatus.Succeeded) {
      return step.isKept() ? lookAgain() : Optional.of(done("Azure reports success"));
    }
    if (status instanceof OperationStatus.Failed failed) {
      return Optional.of(
          ports
              .refusals()
              .ofOperation(failed.error(), step.draft(), subscription(), step.known().attempt()));
    }
    return look();
  }

  /**
   * Looks at the resource and changes it if need be. What several setups share is changed only on
   * what was seen after it was reserved: before that, another setup may be about to write it.
   */
  private Optional<Outcome> look() {
    if (step.isKept()) {
      return lookAndReserve();
    }
    if (task.createsUnseen() && absence().isKnown()) {
      return reserve().or(() -> changeIfPossible(new Observation.Absent(), Optional.empty()));
    }
    if (step.known().turn() > 1 || absence().isLikely()) {
      return reserve().or(() -> actOn(observe()));
    }
    return lookAndReserve();
  }

  /** A repair is believed when it is seen: nothing after it would notice that it did not help. */
  private Optional<Outcome> lookAgain() {
    step.changeSucceeded();
    return lookAndReserve();
  }

  private Optional<Outcome> lookAndReserve() {
    Observation seen = observe();
    return seen instanceof Observation.NeedsChange && reservation.isNeeded()
        ? reserve().or(() -> actOn(observe()))
        : actOn(seen);
  }

  private Observation observe() {
    return task.observe(ports.arm(), outputs, step.known().outputs());
  }

  private Optional<Outcome> actOn(Observation seen) {
    if (seen instanceof Observation.Matches matches) {
      step.draft().outputs(matches.outputs());
      return Optional.of(done("as wanted"));
    }
    if (seen instanceof Observation.InProgress progress) {
      Duration delay = ports.schedule().beforeNextLook(step.kind(), waited());
      return Optional.of(later(delay, progress.waitingFor()));
    }
    if (seen instanceof Observation.Blocked blocked) {
      return Optional.of(blocked(blocked.error()));
    }
    Observation.NeedsChange found = (Observation.NeedsChange) seen;
    return step.isKept() ? drifted(found) : changeIfPossible(found, Optional.empty());
  }

  private Outcome blocked(StepError error) {
    if (step.isKept()) {
      remember(ports.drift().blocked(error, step.known()));
    }
    return new Outcome.Failed(step.draft(), error);
  }

  private Optional<Outcome> drifted(Observation.NeedsChange found) {
    DriftPolicy policy = state.setup().value().request().driftPolicy();
    OnDrift onDrift = obstacle(found).isPresent() ? OnDrift.REPORT : policy.of(step.known().name());
    Optional<Drift> drift =
        ports.drift().to(found, step.known(), onDrift, policy.recreateRegistry());
    drift.ifPresent(this::remember);
    boolean left = drift.filter(each -> each.response() != Drift.Response.REPAIRED).isPresent();
    return left && policy.of(step.known().name()) == onDrift
        ? drift.map(each -> new Outcome.Drifted(step.draft(), each))
        : changeIfPossible(found, drift);
  }

  private void remember(Drift drift) {
    step.remember(ports.drift().remembered(step.known(), drift));
  }

  private Optional<Outcome> changeIfPossible(Observation.NeedsChange found, Optional<Drift> drift) {
    return obstacle(found)
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
        : ports.guardRails().check(task.desired());
  }

  private Optional<Outcome> change(Observation.NeedsChange found, Optional<Drift> drift) {
    return ports.claiming().claim(setup(), step, found, drift)
        ? Optional.of(begin(found))
        : Optional.empty();
  }

  /** Reserves what Azure allows one write at a time on; an outcome when another has it. */
  private Optional<Outcome> reserve() {
    return reservation.take()
        ? Optional.empty()
        : Optional.of(
            later(
                ports.schedule().beforeNextLook(step.kind()),
                "another step that is writing to " + reservation.name()));
  }

  private Outcome begin(Observation.NeedsChange found) {
    StepRecord claimed = step.known();
    Arm arm = ports.arm().logging(claimed.correlationId().orElseThrow());
    Begun begun = task.converge(arm, outputs, claimed.outputs(), found);
    step.draft()
        .attempt(claimed.attempt() + 1)
        .outputs(task.outputs(begun.body()))
        .operation(begun.operation());
    begun.correlationId().ifPresent(step.draft()::correlationId);
    if (begun.operation().isEmpty() && !isChanging(begun.body())) {
      return ended(found);
    }
    return later(ports.schedule().afterStart(step.kind(), begun.retryAfter()), "Azure");
  }

  /** The change is complete; a repair is looked at once more, in a turn of its own. */
  private Outcome ended(Observation.NeedsChange found) {
    if (!step.isKept()) {
      return done(found instanceof Observation.Absent ? "created" : "changed");
    }
    step.changeSucceeded();
    return later(Duration.ZERO, "a look at what was changed");
  }

  private Outcome refused(ArmError error) {
    if (Refusals.madeNothing(error)) {
      step.writeRefused();
    }
    return ports.refusals().ofCall(error, step.draft(), subscription());
  }

  private Outcome done(String text) {
    return new Outcome.Done(step.draft(), text);
  }

  private Duration waited() {
    return Duration.between(step.known().startedAt().orElseGet(this::now), now());
  }

  private Outcome laterAt(Instant when, String waitingFor) {
    return later(Duration.between(now(), when), waitingFor);
  }

  private Outcome later(Duration delay, String waitingFor) {
    return new Outcome.Later(step.draft(), delay, waitingFor);
  }

  private Absence absence() {
    boolean firstTurn = step.known().turn() == 1 && !redelivered;
    return new Absence(task.desired().resource(), state, firstTurn, now());
  }

  private static boolean isChanging(ObjectNode body) {
    return new ArmResource(body, Optional.empty()).isChanging();
  }

  private String subscription() {
    return task.desired().resource().subscription();
  }

  private SetupId setup() {
    return state.setup().value().id();
  }

  private Instant now() {
    return ports.clock().instant();
  }
}
