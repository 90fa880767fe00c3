package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.OperationStatus;
import dev.moat.model.Intent;
import dev.moat.model.Operation;
import dev.moat.model.SetupId;
import dev.moat.model.StepDraft;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.request.GuardRails;
import dev.moat.step.Observation;
import dev.moat.step.Steps;
import dev.moat.step.Task;
import dev.moat.store.Change;
import dev.moat.store.Leases;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One turn of one step: from its record to an outcome, with at most one write to Azure. */
final class StepTurn {

  /** How long a worker has a step to itself while it writes; longer than a call's time-out. */
  static final Duration CLAIM = Duration.ofSeconds(45);

  private static final long UNIQUE_NANOS = 1_000_000_000;

  /** What a turn works with. */
  record Ports(
      SetupStore setups,
      Leases leases,
      Arm arm,
      GuardRails guardRails,
      PollSchedule schedule,
      Refusals refusals,
      Clock clock,
      RandomGenerator random) {}

  private final Ports ports;
  private final SetupState state;
  private final boolean redelivered;
  private final Task<?> task;
  private final Map<StepKind, Map<String, String>> outputs;
  private final Reservation reservation;
  private final Intent intentBefore;
  private Versioned<StepRecord> read;
  private StepDraft draft;

  StepTurn(Ports ports, SetupState state, Versioned<StepRecord> read, boolean redelivered) {
    Plan plan = Plans.of(state.setup().value().request());
    this.ports = ports;
    this.state = state;
    this.redelivered = redelivered;
    this.task = Steps.task(kindOf(read), plan.step(read.value().name()).desired());
    this.outputs = PrerequisiteOutputs.of(read.value().name(), plan, state);
    this.intentBefore = read.value().intent();
    this.read = read;
    this.draft = read.value().change();
    this.reservation = reservation(read.value());
  }

  /** The record the outcome replaces. */
  Versioned<StepRecord> read() {
    return read;
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
    if (draft.record().operation().isEmpty()) {
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
    Optional<Instant> claimed = read.value().claimedUntil().filter(now::isBefore);
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
    Optional<Operation> operation = read.value().operation();
    return operation.isPresent() ? follow(operation.get()) : look();
  }

  private Optional<Outcome> follow(Operation operation) {
    OperationStatus status = ports.arm().poll(operation);
    if (status instanceof OperationStatus.Running running) {
      reservation.take();
      return Optional.of(later(ports.schedule().afterPoll(kind(), running.retryAfter()), "Azure"));
    }
    draft.operation(Optional.empty());
    if (status instanceof OperationStatus.Succeeded) {
      return Optional.of(done("Azure reports success"));
    }
    if (status instanceof OperationStatus.Failed failed) {
      return Optional.of(
          ports
              .refusals()
              .ofOperation(failed.error(), draft, subscription(), read.value().attempt()));
    }
    return look();
  }

  /**
   * Looks at the resource and changes it if need be. What several setups share is changed only on
   * what was seen after it was reserved: before that, another setup may be about to write it.
   */
  private Optional<Outcome> look() {
    if (task.createsUnseen() && absence().isKnown()) {
      return reserve().or(() -> change(new Observation.Absent()));
    }
    if (read.value().turn() > 1 || absence().isLikely()) {
      return reserve().or(() -> actOn(observe()));
    }
    Observation seen = observe();
    return seen instanceof Observation.NeedsChange && reservation.isNeeded()
        ? reserve().or(() -> actOn(observe()))
        : actOn(seen);
  }

  private Observation observe() {
    return task.observe(ports.arm(), outputs, read.value().outputs());
  }

  private Optional<Outcome> actOn(Observation seen) {
    if (seen instanceof Observation.Matches matches) {
      draft.outputs(matches.outputs());
      return Optional.of(done("as wanted"));
    }
    if (seen instanceof Observation.InProgress progress) {
      Duration delay = ports.schedule().beforeNextLook(kind(), waited());
      return Optional.of(later(delay, progress.waitingFor()));
    }
    if (seen instanceof Observation.Blocked blocked) {
      return Optional.of(new Outcome.Failed(draft, blocked.error()));
    }
    return change((Observation.NeedsChange) seen);
  }

  private Optional<Outcome> change(Observation.NeedsChange found) {
    Optional<StepError> refusal = ports.guardRails().check(task.desired());
    if (refusal.isPresent()) {
      return Optional.of(new Outcome.Failed(draft, refusal.get()));
    }
    return claim(found) ? Optional.of(begin(found)) : Optional.empty();
  }

  /** Reserves what Azure allows one write at a time on; an outcome when another has it. */
  private Optional<Outcome> reserve() {
    return reservation.take()
        ? Optional.empty()
        : Optional.of(
            later(
                ports.schedule().beforeNextLook(kind()),
                "another step that is writing to " + reservation.name()));
  }

  /**
   * Records what is about to be written, before it is written: a crash must not hide it. A commit
   * that is refused may be our own whose answer was lost, so what is stored decides; no two claims
   * end at the same instant.
   */
  private boolean claim(Observation.NeedsChange found) {
    draft.claimedUntil(now().plus(CLAIM).minusNanos(ports.random().nextLong(UNIQUE_NANOS)));
    if (found instanceof Observation.Differs differs) {
      draft.remember(differs.remember()).evidence(differs.evidence());
    }
    if (read.value().intent() != Intent.CREATE) {
      draft.intent(found instanceof Observation.Absent ? Intent.CREATE : Intent.UPDATE);
    }
    StepRecord claimed = draft.record();
    ports.setups().commit(Change.of(setup()).replaceStep(read, claimed));
    return isRead(claimed);
  }

  /** Reads the claim's version, which the outcome is to replace; false when it is not ours. */
  private boolean isRead(StepRecord claimed) {
    Optional<Versioned<StepRecord>> stored =
        ports
            .setups()
            .load(setup())
            .map(latest -> latest.steps().get(claimed.name()))
            .filter(record -> record.value().equals(claimed));
    stored.ifPresent(record -> read = record);
    return stored.isPresent();
  }

  private Outcome begin(Observation.NeedsChange found) {
    Begun begun = task.converge(ports.arm(), outputs, read.value().outputs(), found);
    draft.attempt(read.value().attempt() + 1);
    draft.outputs(task.outputs(begun.body()));
    draft.operation(begun.operation());
    if (begun.operation().isEmpty() && !isChanging(begun.body())) {
      return done(found instanceof Observation.Absent ? "created" : "changed");
    }
    return later(ports.schedule().afterStart(kind(), begun.retryAfter()), "Azure");
  }

  /** What Azure did not make is not Moat's, should somebody else make it before the next turn. */
  private Outcome refused(ArmError error) {
    if (Refusals.madeNothing(error)) {
      draft.intent(intentBefore);
    }
    return ports.refusals().ofCall(error, draft, subscription());
  }

  private Outcome done(String text) {
    return new Outcome.Done(draft, text);
  }

  private Duration waited() {
    return Duration.between(read.value().startedAt().orElseGet(this::now), now());
  }

  private Outcome laterAt(Instant when, String waitingFor) {
    return later(Duration.between(now(), when), waitingFor);
  }

  private Outcome later(Duration delay, String waitingFor) {
    return new Outcome.Later(draft, delay, waitingFor);
  }

  private Absence absence() {
    boolean firstTurn = read.value().turn() == 1 && !redelivered;
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

  private StepKind kind() {
    return kindOf(read);
  }

  private static StepKind kindOf(Versioned<StepRecord> record) {
    return record.value().name().kind();
  }

  private Instant now() {
    return ports.clock().instant();
  }
}
