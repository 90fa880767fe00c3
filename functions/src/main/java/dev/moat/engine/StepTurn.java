package dev.moat.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.arm.OperationStatus;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
      DriftResponse drift,
      Clock clock,
      RandomGenerator random) {}

  private final Ports ports;
  private final SetupState state;
  private final boolean redelivered;
  private final Task<?> task;
  private final Map<StepKind, Map<String, String>> outputs;
  private final Reservation reservation;
  private Intent intentBefore;
  private Versioned<StepRecord> read;
  private StepDraft draft;

  /** What is known of the step: as it was read, and what the turn learnt about its last change. */
  private StepRecord before;

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
    this.before = read.value();
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
      return read.value().isKept() ? lookAgain() : Optional.of(done("Azure reports success"));
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
    if (read.value().isKept()) {
      return lookAndReserve();
    }
    if (task.createsUnseen() && absence().isKnown()) {
      return reserve().or(() -> change(new Observation.Absent(), Optional.empty()));
    }
    if (read.value().turn() > 1 || absence().isLikely()) {
      return reserve().or(() -> actOn(observe()));
    }
    return lookAndReserve();
  }

  /** A repair is believed when it is seen: nothing after it would notice that it did not help. */
  private Optional<Outcome> lookAgain() {
    changeSucceeded();
    return lookAndReserve();
  }

  private void changeSucceeded() {
    draft
        .createdByMoat(read.value().createdByMoat() || read.value().intent() == Intent.CREATE)
        .intent(Intent.NONE);
    before = draft.record();
  }

  private Optional<Outcome> lookAndReserve() {
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
      return Optional.of(blocked(blocked.error()));
    }
    Observation.NeedsChange found = (Observation.NeedsChange) seen;
    return read.value().isKept() ? drifted(found) : change(found, Optional.empty());
  }

  private Outcome blocked(StepError error) {
    if (read.value().isKept()) {
      List<Difference> differences =
          List.of(new Difference("state", "as the request asks", error.code()));
      remember(ports.drift().reported(differences, before));
    }
    return new Outcome.Failed(draft, error);
  }

  private Optional<Outcome> drifted(Observation.NeedsChange found) {
    DriftPolicy policy = state.setup().value().request().driftPolicy();
    Optional<Drift> drift =
        ports.drift().to(found, before, policy.of(before.name()), policy.recreateRegistry());
    drift.ifPresent(this::remember);
    return drift
        .filter(each -> each.response() != Drift.Response.REPAIRED)
        .<Outcome>map(each -> new Outcome.Drifted(draft, each))
        .map(Optional::of)
        .orElseGet(() -> change(found, drift));
  }

  private void remember(Drift drift) {
    draft.drifts(ports.drift().remembered(before, drift));
  }

  /**
   * Changes what was found.
   *
   * @param drift what the change answers, for the history; empty when it is no answer to a drift
   */
  private Optional<Outcome> change(Observation.NeedsChange found, Optional<Drift> drift) {
    if (found instanceof Observation.Unusable unusable && !mayReplace()) {
      return Optional.of(new Outcome.Failed(draft, unusable.problem()));
    }
    Optional<StepError> refusal = ports.guardRails().check(task.desired());
    if (refusal.isPresent()) {
      return Optional.of(new Outcome.Failed(draft, refusal.get()));
    }
    return claim(found, drift) ? Optional.of(begin(found)) : Optional.empty();
  }

  /** Only what Moat made is removed, and only to bring back what was in place before. */
  private boolean mayReplace() {
    return before.isKept() && before.createdByMoat();
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
  private boolean claim(Observation.NeedsChange found, Optional<Drift> drift) {
    draft.claimedUntil(now().plus(CLAIM).minusNanos(ports.random().nextLong(UNIQUE_NANOS)));
    if (found instanceof Observation.Differs differs) {
      draft.remember(differs.remember()).evidence(differs.evidence());
    }
    intentBefore = before.intent();
    if (intentBefore != Intent.CREATE) {
      draft.intent(intentOf(found));
    }
    draft.correlationId(newCorrelationId());
    StepRecord claimed = draft.record();
    Change change = Change.of(setup()).replaceStep(read, claimed);
    drift.ifPresent(each -> change.note(DriftHistory.found(each, claimed, now())));
    ports.setups().commit(change);
    boolean isOurs = isRead(claimed);
    drift.filter(any -> isOurs).ifPresent(each -> DriftLog.write(setup(), claimed.name(), each));
    return isOurs;
  }

  private static Intent intentOf(Observation.NeedsChange found) {
    if (found instanceof Observation.Absent) {
      return Intent.CREATE;
    }
    return found instanceof Observation.Unusable ? Intent.REPLACE : Intent.UPDATE;
  }

  /** A version 4 UUID. */
  private String newCorrelationId() {
    long high = ports.random().nextLong() & ~0xF000L | 0x4000L;
    long low = ports.random().nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low).toString();
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
    before = claimed;
    return stored.isPresent();
  }

  private Outcome begin(Observation.NeedsChange found) {
    StepRecord claimed = read.value();
    Arm arm = ports.arm().logging(claimed.correlationId().orElseThrow());
    Begun begun = task.converge(arm, outputs, claimed.outputs(), found);
    draft.attempt(claimed.attempt() + 1);
    begun.correlationId().ifPresent(draft::correlationId);
    draft.outputs(task.outputs(begun.body()));
    draft.operation(begun.operation());
    if (begun.operation().isEmpty() && !isChanging(begun.body())) {
      return ended(found);
    }
    return later(ports.schedule().afterStart(kind(), begun.retryAfter()), "Azure");
  }

  /** The change is complete; a repair is looked at once more, in a turn of its own. */
  private Outcome ended(Observation.NeedsChange found) {
    if (!read.value().isKept()) {
      return done(found instanceof Observation.Absent ? "created" : "changed");
    }
    changeSucceeded();
    return later(Duration.ZERO, "a look at what was changed");
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
