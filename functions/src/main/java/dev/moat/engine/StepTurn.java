package dev.moat.engine;

import dev.moat.arm.Arm;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.OperationStatus;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
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

/**
 * One turn of one step: from its record to an outcome, with at most one write to Azure. It finds
 * out how the step stands; what follows from that is a {@link Decision}.
 */
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
      Clock clock) {

    /** The same, with another port to Azure. */
    Ports with(Arm other) {
      return new Ports(claiming, leases, other, guardRails, schedule, refusals, drift, clock);
    }
  }

  private final Ports ports;
  private final CountedArm azure;
  private final SetupState state;
  private final boolean redelivered;
  private final Task<?> task;
  private final Map<StepKind, Map<String, String>> outputs;
  private final Reservation reservation;
  private final TurnRecord step;
  private final Decision decision;

  StepTurn(Ports ports, SetupState state, Versioned<StepRecord> read, boolean redelivered) {
    Plan plan = Plans.of(state.setup().value(), state.records());
    this.azure = new CountedArm(ports.arm());
    this.ports = ports.with(azure);
    this.state = state;
    this.redelivered = redelivered;
    this.step = new TurnRecord(read, ports.clock().instant());
    this.task = Steps.task(step.kind(), plan.step(read.value().name()).desired());
    this.outputs = PrerequisiteOutputs.of(read.value().name(), plan, state);
    this.reservation = reservation(read.value());
    this.decision = new Decision(this.ports, state, step, task, outputs);
  }

  /** The record the outcome replaces. */
  Versioned<StepRecord> stored() {
    return step.stored();
  }

  SetupState state() {
    return state;
  }

  /** What the step is about. */
  ResourceId resource() {
    return task.desired().resource();
  }

  /** Who may have done what it finds, as the step is stored. */
  Suspects suspects() {
    return Suspects.of(step.stored().value(), resource(), state);
  }

  /** Takes the turn; empty when another worker turned out to be ahead. */
  Optional<Outcome> take() {
    Optional<Outcome> outcome = tryToTake();
    step.draft().called(azure.reads(), azure.writes());
    return outcome;
  }

  private Optional<Outcome> tryToTake() {
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
      return decision.isLookedAtAgain(step.known().intent())
          ? lookAgain()
          : Optional.of(new Outcome.Done(step.draft(), "Azure reports success"));
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
      return reserve().or(() -> decision.on(new Observation.Absent()));
    }
    if (step.known().turn() > 1 || absence().isLikely()) {
      return reserve().or(() -> decision.on(observe()));
    }
    return lookAndReserve();
  }

  private Optional<Outcome> lookAgain() {
    if (step.isKept()) {
      step.changeSucceeded();
    }
    return lookAndReserve();
  }

  private Optional<Outcome> lookAndReserve() {
    Observation seen = observe();
    if (!(seen instanceof Observation.NeedsChange found) || !reservation.isNeeded()) {
      return decision.on(seen);
    }
    return reservation.take()
        ? decision.on(observe())
        : Optional.of(decision.whileReserved(found, reserved()));
  }

  private Observation observe() {
    return task.observe(ports.arm(), outputs, step.known().outputs());
  }

  /** Reserves what Azure allows one write at a time on; an outcome when another has it. */
  private Optional<Outcome> reserve() {
    return reservation.take() ? Optional.empty() : Optional.of(reserved());
  }

  private Outcome.Later reserved() {
    return later(
        ports.schedule().beforeNextLook(step.kind()),
        "another step that is writing to " + reservation.name());
  }

  private Outcome refused(ArmError error) {
    if (Refusals.madeNothing(error)) {
      step.writeRefused();
    }
    return ports.refusals().ofCall(error, step.draft(), subscription());
  }

  private Outcome.Later laterAt(Instant when, String waitingFor) {
    return later(Duration.between(now(), when), waitingFor);
  }

  /** One that awaits an approval and cannot be looked at awaits it still. */
  private Outcome.Later later(Duration delay, String waitingFor) {
    boolean awaits = step.known().status() == StepStatus.AWAITING_APPROVAL;
    StepStatus until = awaits ? StepStatus.AWAITING_APPROVAL : StepStatus.PARKED;
    return new Outcome.Later(step.draft(), delay, waitingFor, Optional.empty(), until);
  }

  private Absence absence() {
    boolean firstTurn = step.known().turn() == 1 && !redelivered;
    return new Absence(task.desired().resource(), state, firstTurn, now());
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
