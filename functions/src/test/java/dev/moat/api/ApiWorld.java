package dev.moat.api;

import dev.moat.arm.FakeArm;
import dev.moat.contract.TestClock;
import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.DeadLetters;
import dev.moat.engine.DriftSettings;
import dev.moat.engine.Keeping;
import dev.moat.engine.Operators;
import dev.moat.engine.Outbox;
import dev.moat.engine.RejectedRequests;
import dev.moat.engine.Rejections;
import dev.moat.engine.Replays;
import dev.moat.engine.WhatIf;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepDraft;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plans;
import dev.moat.queue.InMemoryLetters;
import dev.moat.queue.RecordingQueues;
import dev.moat.request.GuardRails;
import dev.moat.request.ParseResult;
import dev.moat.request.RequestParser;
import dev.moat.store.Change;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The API over the engine, over state in memory. */
final class ApiWorld {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String TEXT = sample("secureacr");
  static final SetupRequest REQUEST = request(TEXT);
  static final SetupId SETUP = REQUEST.setupId();

  final TestClock clock = new TestClock(NOON);
  final InMemoryStore store = new InMemoryStore(clock);
  final RecordingQueues queues = new RecordingQueues();
  final InMemoryLetters letters = new InMemoryLetters(queues);
  final FakeArm azure = new FakeArm();
  private final Outbox outbox = new Outbox(store, queues, clock);
  private Callers callers = new Callers(SignIn.OFF);

  /** A world in which the sample was accepted at noon. */
  static ApiWorld withSetup() {
    ApiWorld world = new ApiWorld();
    world.accept(TEXT);
    return world;
  }

  /** A world in which all steps of the sample have succeeded. */
  static ApiWorld inWhichAllIsMade() {
    ApiWorld world = withSetup();
    for (StepName name : world.state().steps().keySet()) {
      world.record(name, step -> step.status(StepStatus.SUCCEEDED).finishedAt(Optional.of(NOON)));
    }
    world.record(setup -> setup.ended(SetupStatus.SUCCEEDED, NOON));
    return world;
  }

  /** A world whose platform says who is calling. */
  static ApiWorld withPlatformAuthentication() {
    return with(SignIn.ON);
  }

  static ApiWorld with(SignIn signIn) {
    ApiWorld world = withSetup();
    world.callers = new Callers(signIn);
    return world;
  }

  void accept(String request) {
    acceptance().take(request, "message-1");
  }

  private Acceptance acceptance() {
    DriftSettings drift =
        new DriftSettings(
            Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(6), 100);
    return new Acceptance(
        admission(),
        store,
        store,
        outbox,
        new Keeping(store, store, drift, clock),
        new Rejections(store, queues, clock),
        clock);
  }

  Asking ask(Endpoint endpoint) {
    return new Asking(api(), endpoint);
  }

  /** A call about the sample's setup. */
  Asking askOfSetup(Endpoint endpoint) {
    return ask(endpoint).path("setup", SETUP.value());
  }

  SetupState state() {
    return store.load(SETUP).orElseThrow();
  }

  static StepName name(StepKind kind) {
    return Plans.of(REQUEST).steps().stream()
        .map(step -> step.name())
        .filter(name -> name.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  void record(StepKind kind, UnaryOperator<StepDraft> change) {
    record(name(kind), change);
  }

  void record(StepName name, UnaryOperator<StepDraft> change) {
    Versioned<StepRecord> read = state().steps().get(name);
    commit(Change.of(SETUP).replaceStep(read, change.apply(read.value().change()).record()));
  }

  void record(UnaryOperator<SetupRecord> change) {
    Versioned<SetupRecord> read = state().setup();
    commit(Change.of(SETUP).replace(read, change.apply(read.value())));
  }

  private void commit(Change change) {
    if (!store.commit(change)) {
      throw new AssertionError("The world was changed by others");
    }
  }

  private Api api() {
    Operators operators = new Operators(store, outbox, clock);
    return new Api(
        new Engine(
            store,
            acceptance(),
            admission(),
            new WhatIf(store, azure),
            operators,
            new Replays(store, operators),
            new RejectedRequests(store, queues, letters, clock),
            new DeadLetters(letters, store, List.of("step-subnet", "setup-requests"), clock)),
        callers);
  }

  private static Admission admission() {
    ResourceId registry = REQUEST.registry().id();
    return new Admission(
        new RequestParser(),
        new GuardRails(List.of(registry.resourceGroupId()), Set.of("AcrPull")));
  }

  static String sample(String name) {
    try {
      return Files.readString(Path.of("../docs/samples/" + name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SetupRequest request(String text) {
    return ((ParseResult.Accepted) new RequestParser().parse(text)).request();
  }
}
