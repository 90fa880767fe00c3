package dev.moat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.moat.arm.FakeArm;
import dev.moat.contract.TestClock;
import dev.moat.model.Drift;
import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.Reversal;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepDraft;
import dev.moat.model.StepKind;
import dev.moat.model.StepMessage;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.queue.RecordingQueues;
import dev.moat.request.GuardRails;
import dev.moat.request.RequestParser;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The engine over fakes, with the setup of {@link SampleRequest}. */
final class World {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final SetupId SETUP = SampleRequest.REQUEST.setupId();
  static final EngineSettings SETTINGS =
      new EngineSettings(
          Duration.ofHours(6),
          Duration.ofHours(2),
          Duration.ofHours(72),
          new PollSchedule(1),
          new DriftSettings(
              Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(6), 100));

  static final Operator OPERATOR = new Operator("alice@contoso.com", Optional.of("oid-alice"));

  private static final Plan PLAN = Plans.of(SampleRequest.REQUEST);

  final TestClock clock = new TestClock(NOON);
  final InMemoryStore store = new InMemoryStore(clock);
  final RecordingQueues queues = new RecordingQueues();
  final SlowAzure azure = new SlowAzure();
  private final Random random = new Random(1);
  final Outbox outbox = new Outbox(store, queues, clock);
  private GuardRails rails =
      new GuardRails(
          List.of(SampleRequest.GROUP),
          Set.of("AcrPull"),
          Set.of("ServicePrincipal"),
          Set.of("setup-outcomes"));

  /** A world in which the sample was accepted, and nothing else has happened yet. */
  static World withSetup() {
    World world = new World();
    world.take(SampleRequest.TEXT);
    world.queues.take();
    return world;
  }

  /** A world in which a request was accepted whose outcome is told to {@code setup-outcomes}. */
  static World withReplies() {
    World world = new World();
    world.take(SampleRequest.REPLYING);
    return world;
  }

  /** A world in which all that comes before the step is done, and the step was just called. */
  static World inWhichIsCalled(StepKind kind) {
    World world = withSetup();
    PLAN.allPrerequisites(name(kind)).forEach(before -> world.succeeded(before.kind()));
    world.record(kind, step -> step.status(StepStatus.QUEUED).turn(1).startedAt(Optional.of(NOON)));
    return world;
  }

  /** A world in which the step waits for {@link SlowAzure#OPERATION}, since noon. */
  static World inWhichAzureWorksOn(StepKind kind) {
    World world = inWhichIsCalled(kind);
    world.azure.takesTime();
    world.run(kind);
    world.queues.take();
    return world;
  }

  /** A world in which all was made and ended well at noon, an hour ago. */
  static World inWhichAllIsKept() {
    World world = withSetup();
    world.keepAll();
    world.queues.take();
    world.pass(Duration.ofHours(1));
    return world;
  }

  /** A world in which all was kept and stands in Azure, was looked at, and a minute has passed. */
  static World inWhichAllIsInPlace() {
    World world = inWhichAllIsKept();
    InPlace.in(world.azure.resources());
    InPlace.registry(
        world.azure.resources(),
        "publicNetworkAccess: 'Disabled', networkRuleSet: {defaultAction: 'Allow'}");
    world.sweep();
    world.settle();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(world.azure.resources().writes()).isEmpty();
    world.queues.take();
    world.pass(Duration.ofMinutes(1));
    return world;
  }

  /** All was made, and the setup ends well. */
  void keepAll() {
    for (StepKind kind : StepKind.values()) {
      kept(kind);
    }
    tell("all/1");
  }

  /** A world in which all was kept, and a check has just called this step alone. */
  static World inWhichIsChecked(StepKind kind) {
    World world = inWhichAllIsKept();
    world.pending(kind);
    world.checking();
    world.tell("check/1");
    world.queues.take();
    return world;
  }

  static StepName name(StepKind kind) {
    return PLAN.steps().stream()
        .map(step -> step.name())
        .filter(name -> name.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  void allows(GuardRails newRails) {
    rails = newRails;
  }

  void allowsNothing() {
    allows(new GuardRails(List.of(), Set.of()));
  }

  /** Puts a step into a state of the test's own. */
  void record(StepKind kind, UnaryOperator<StepDraft> change) {
    record(name(kind), change);
  }

  void record(StepName name, UnaryOperator<StepDraft> change) {
    Versioned<StepRecord> read = state().steps().get(name);
    StepRecord record = change.apply(read.value().change()).record();
    if (!store.commit(Change.of(SETUP).replaceStep(read, record))) {
      throw new AssertionError("The world was changed by others");
    }
  }

  void succeeded(StepKind... kinds) {
    ended(StepStatus.SUCCEEDED, kinds);
  }

  void ended(StepStatus status, StepKind... kinds) {
    Optional<Instant> now = Optional.of(clock.instant());
    for (StepKind kind : kinds) {
      record(kind, step -> step.status(status).finishedAt(now));
    }
  }

  /** The step ended well just now, and is kept so from now on. */
  void kept(StepKind kind) {
    Optional<Instant> now = Optional.of(clock.instant());
    record(
        kind,
        step ->
            step.status(StepStatus.SUCCEEDED)
                .turn(1)
                .startedAt(now)
                .succeededAt(clock.instant())
                .finishedAt(now));
  }

  /** The step was just found to be about something that is gone, and ended so. */
  void lost(StepKind kind, StepStatus how) {
    Drift gone =
        new Drift(clock.instant(), List.of(Drift.GONE), Optional.empty(), Drift.Response.REPORTED);
    record(kind, step -> step.startedAt(Optional.of(clock.instant())).drifts(List.of(gone)));
    ended(how, kind);
  }

  /** The step is to look again. */
  void pending(StepKind kind) {
    record(kind, step -> Reopening.of(step.record()));
  }

  /** The setup is being checked. */
  void checking() {
    Versioned<SetupRecord> read = state().setup();
    store.commit(Change.of(SETUP).replace(read, read.value().checking()));
  }

  /** An operator had the registry's settings put back, until a time or for good. */
  void restored(Optional<Instant> until) {
    Versioned<SetupRecord> read = state().setup();
    SetupRecord restored =
        read.value()
            .reversing(Reversal.restore(until))
            .ended(SetupStatus.RESTORED, clock.instant());
    store.commit(Change.of(SETUP).replace(read, restored));
  }

  /** The request says this about drift. */
  void policy(DriftPolicy policy) {
    request(
        old ->
            new SetupRequest(
                old.requestId(),
                old.registry(),
                old.virtualNetworks(),
                old.privateDnsZone(),
                old.privateEndpoint(),
                old.roleAssignments(),
                Optional.of(policy),
                old.replyTo()));
  }

  /** The request wants drift reported and left. */
  void reports() {
    policy(new DriftPolicy(OnDrift.REPORT, Map.of(), false));
  }

  /** The request asks that the connection be approved by hand. */
  void manualApproval(boolean byMoat) {
    PrivateEndpoint sample = SampleRequest.REQUEST.privateEndpoint();
    PrivateEndpoint manual =
        new PrivateEndpoint(
            sample.id(),
            sample.location(),
            sample.subnet(),
            sample.connectionName(),
            sample.zoneGroupName(),
            Optional.of(new ManualApproval(Optional.empty(), byMoat)));
    request(
        old ->
            new SetupRequest(
                old.requestId(),
                old.registry(),
                old.virtualNetworks(),
                old.privateDnsZone(),
                manual,
                old.roleAssignments(),
                old.onDrift(),
                old.replyTo()));
  }

  private void request(UnaryOperator<SetupRequest> change) {
    Versioned<SetupRecord> read = state().setup();
    SetupRecord old = read.value();
    SetupRecord changed =
        new SetupRecord(
            old.id(),
            old.generation(),
            change.apply(old.request()),
            old.status(),
            old.acceptedAt(),
            old.finishedAt(),
            old.reversal());
    store.commit(Change.of(SETUP).replace(read, changed));
  }

  /** The endpoint leads to 10.0.1.5 for the registry, and to 10.0.1.4 for its data. */
  void endpointHasAddresses() {
    FakeArm arm = azure.resources();
    arm.with(
        SampleRequest.ENDPOINT,
        "{properties: {networkInterfaces: [{id: '%s'}]}}".formatted(SampleRequest.INTERFACE));
    interfaceHasAddresses(arm);
  }

  static void interfaceHasAddresses(FakeArm arm) {
    arm.with(
        SampleRequest.INTERFACE,
        """
        {properties: {ipConfigurations: [
         {properties: {privateIPAddress: '10.0.1.4', privateLinkConnectionProperties: {
          requiredMemberName: 'registry_data_westcentralus',
          fqdns: ['secureacr2021.westcentralus.data.azurecr.io']}}},
         {properties: {privateIPAddress: '10.0.1.5', privateLinkConnectionProperties: {
          requiredMemberName: 'registry', fqdns: ['secureacr2021.azurecr.io']}}}]}}
        """);
  }

  /** What a check does that noticed changes led to. */
  void check() {
    check(new DriftCheckCall(SETUP, false, "burst/" + clock.millis()));
  }

  /** What a check of everything does. */
  void sweep() {
    check(new DriftCheckCall(SETUP, true, "sweep/" + clock.millis()));
  }

  void check(DriftCheckCall call) {
    new DriftCheck(store, outbox, keeping(), clock).run(call);
  }

  /** Something of no importance changed the setup's own record. */
  void touchSetup() {
    Versioned<SetupRecord> read = state().setup();
    store.commit(Change.of(SETUP).replace(read, read.value()));
  }

  /** From now on another worker does this just before each commit. */
  void beforeEachCommit(Runnable others) {
    store.around(
        new WriteHook() {
          private boolean nested;

          @Override
          public void before(Write write) {
            if (write == Write.COMMIT && !nested) {
              nested = true;
              others.run();
              nested = false;
            }
          }
        });
  }

  /** Asks for it as {@link #OPERATOR} who sees the setup as it is. */
  Answer ask(Verb verb) {
    return ask(verb, Optional.of(state().setup().version()));
  }

  Answer ask(Verb verb, Optional<String> version) {
    return new Operators(store, outbox, clock).ask(SETUP, verb, OPERATOR, version);
  }

  /** Asks for it, which must be granted. */
  void does(Verb verb) {
    assertThat(ask(verb)).isInstanceOf(Answer.Granted.class);
  }

  /** Asks for a teardown as the plan that is shown says. */
  void tearsDown(boolean deleteRegistry) {
    does(new Verb.Teardown(deleteRegistry, TeardownPlan.of(state(), deleteRegistry).id()));
  }

  /** Delivers all messages, each when it is due, as far as that is within the next hour. */
  void settle() {
    Instant until = clock.instant().plus(Duration.ofHours(1));
    for (Optional<Outgoing> next = next(until); next.isPresent(); next = next(until)) {
      Instant due = next.get().notBefore().orElseGet(clock::instant);
      if (due.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), due));
      }
      queues.takeDue(next.get().queue(), clock.instant()).forEach(this::deliver);
    }
  }

  /** Delivers what is due until the step is called, whose message is left. */
  void settleUntil(StepKind kind) {
    while (step(kind).status() != StepStatus.QUEUED) {
      Outgoing next = next(clock.instant()).orElseThrow();
      queues.takeDue(next.queue(), clock.instant()).forEach(this::deliver);
    }
  }

  private Optional<Outgoing> next(Instant until) {
    return queues.sent().stream()
        .filter(message -> !message.notBefore().orElse(Instant.MIN).isAfter(until))
        .min(Comparator.comparing(message -> message.notBefore().orElse(Instant.MIN)));
  }

  private void deliver(Outgoing message) {
    if (message.queue().equals(Messages.SETUP_EVENTS)) {
      tell(Messages.readSetupEvent(message.body()));
    } else if (message.queue().equals(Messages.DRIFT_CHECKS)) {
      check(Messages.readDriftCheck(message.body()));
    } else {
      run(Messages.readStepMessage(message.body()), false);
    }
  }

  void take(String request) {
    take(request, "message-1");
  }

  void take(String request, String messageId) {
    Rejections rejections = new Rejections(store, queues, clock);
    new Acceptance(
            new Admission(new RequestParser(), rails),
            store,
            store,
            outbox,
            keeping(),
            rejections,
            clock)
        .take(request, messageId);
  }

  void tell(String cause) {
    tell(new SetupEvent(SETUP, setup().generation(), cause));
  }

  void tell(SetupEvent event) {
    new Orchestrator(store, outbox, keeping(), clock).handle(event);
  }

  /** Delivers the message that calls the step as it is recorded. */
  void run(StepKind kind) {
    run(call(kind), false);
  }

  /** What a worker dies of, wherever this is put. */
  static void crash() {
    throw new IllegalStateException("crash");
  }

  /** Delivers the message that calls the step to a worker that comes to {@link #crash}. */
  void dies(StepKind kind) {
    assertThat(catchThrowable(() -> run(kind))).hasMessage("crash");
  }

  /** Delivers that message for the second time. */
  void redeliver(StepKind kind) {
    run(call(kind), true);
  }

  void run(StepMessage message, boolean redelivered) {
    new StepRunner(store, store, azure, outbox, rails, SETTINGS, clock, random)
        .run(message, redelivered);
  }

  private Keeping keeping() {
    return new Keeping(store, store, SETTINGS.drift(), clock);
  }

  int callOverdue() {
    return new Watchdog(store, outbox, SETTINGS, clock).callOverdue();
  }

  void pass(Duration time) {
    clock.advance(time);
  }

  StepMessage call(StepKind kind) {
    return new StepMessage(SETUP, setup().generation(), name(kind), step(kind).turn());
  }

  SetupState state() {
    return store.load(SETUP).orElseThrow();
  }

  SetupRecord setup() {
    return state().setup().value();
  }

  SetupStatus status() {
    return setup().status();
  }

  StepRecord step(StepKind kind) {
    return state().steps().get(name(kind)).value();
  }

  /** The kinds of the steps that were called since the queues were last emptied. */
  List<StepKind> called() {
    return queues.sent().stream()
        .filter(message -> message.queue().startsWith("step-"))
        .map(message -> Messages.readStepMessage(message.body()).step().kind())
        .toList();
  }

  List<SetupEvent> told() {
    return queues.sentTo(Messages.SETUP_EVENTS).stream()
        .map(Outgoing::body)
        .map(Messages::readSetupEvent)
        .toList();
  }

  /** The replies that were sent and not taken. */
  List<Outgoing> replies() {
    return queues.sentTo("reply/setup-outcomes");
  }

  List<String> reasons() {
    return history().stream().map(HistoryEntry::reason).toList();
  }

  /** Newest first. */
  List<HistoryEntry> history() {
    return store.history(SETUP, 100);
  }

  StepAssert assertThatStep(StepKind kind) {
    return new StepAssert(this, step(kind));
  }
}
