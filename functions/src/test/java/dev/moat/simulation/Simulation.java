package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpPipelineBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.arm.Arm;
import dev.moat.arm.http.HttpArm;
import dev.moat.contract.TestClock;
import dev.moat.engine.Acceptance;
import dev.moat.engine.DriftSettings;
import dev.moat.engine.EngineSettings;
import dev.moat.engine.Keeping;
import dev.moat.engine.Messages;
import dev.moat.engine.Orchestrator;
import dev.moat.engine.Outbox;
import dev.moat.engine.PollSchedule;
import dev.moat.engine.Rejections;
import dev.moat.engine.StepRunner;
import dev.moat.engine.Watchdog;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.resourcemanager.Throttling;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.request.GuardRails;
import dev.moat.request.RequestParser;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import dev.moat.store.WriteHook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One run of the whole of Moat in a world whose order of events, delays, duplicates, faults and
 * crashes are drawn from a seed.
 */
final class Simulation {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONGEST_RUN = Duration.ofHours(12);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final int MOST_DELIVERIES = 10;

  private static final DriftSettings DRIFT =
      new DriftSettings(Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(6), 300);

  private final TestClock clock = new TestClock(START);
  private final Chaos chaos;
  private final InMemoryStore store = new InMemoryStore(clock);
  private final SimulatedQueues queues;
  private final ResourceManager azure;
  private final WriteWatch watch;
  private final Outsider outsider;
  private final Outbox outbox;
  private final Acceptance acceptance;
  private final Orchestrator orchestrator;
  private final StepRunner runner;
  private final Watchdog watchdog;
  private final List<SetupRequest> requests;
  private Instant nextSweep = START;

  Simulation(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    chaos = new Chaos(random.split(), rate(random, 0.02), rate(random, 0.2));
    queues = new SimulatedQueues(clock, random.split(), chaos);
    Latency latency = Latency.Profile.values()[random.nextInt(3)];
    azure =
        new ResourceManager(clock, random.split(), latency, Throttling.documented(), Tenant.any());
    watch = new WriteWatch(azure);
    outsider = new Outsider(azure, clock, random.split(), chaos);
    requests = RandomRequests.draw(random);
    store.around(hook());
    SetupStore setups = new LostAnswers(store, chaos);
    outbox = new Outbox(setups, queues, clock);
    GuardRails rails = new GuardRails(List.of(RandomRequests.GROUP), Set.of("AcrPull", "AcrPush"));
    Keeping keeping = new Keeping(store, store, DRIFT, clock);
    Rejections rejections = new Rejections(store, queues, clock);
    acceptance =
        new Acceptance(
            new RequestParser(), rails, store, setups, outbox, keeping, rejections, clock);
    orchestrator = new Orchestrator(setups, outbox, keeping, clock);
    double scale = latency == Latency.real() ? 1 : latency == Latency.fast() ? 0.05 : 0;
    EngineSettings settings =
        new EngineSettings(
            Duration.ofHours(6), Duration.ofHours(6), new PollSchedule(scale), DRIFT);
    runner = new StepRunner(setups, store, arm(), outbox, rails, settings, clock, random.split());
    watchdog = new Watchdog(setups, outbox, settings, clock);
    chaos.anotherWorker(this::deliverOne);
  }

  /** Runs until every setup has ended, then asks for the same again in a calm world. */
  Happened run() {
    createGroup();
    requests.forEach(request -> post(request));
    runToTheEnd();
    assertThatAllSucceeded();
    assertThatEachResourceWasMadeOnce();
    int waits = waitsForProof();
    assertThatASecondRunWritesNothing();
    return new Happened(
        chaos.crashes(),
        chaos.interleavings(),
        queues.duplicates(),
        queues.deadLetters(),
        outsider.meddled(),
        waits,
        watch.reads() + watch.writes());
  }

  private int waitsForProof() {
    return (int)
        requests.stream()
            .flatMap(request -> store.history(request.setupId(), 1000).stream())
            .filter(entry -> entry.reason().equals("LockdownWaiting"))
            .filter(entry -> entry.text().contains("not proved"))
            .count();
  }

  private void assertThatASecondRunWritesNothing() {
    outsider.putAllBack();
    chaos.calmDown();
    int writesBefore = watch.writes();
    requests.forEach(r -> post(RandomRequests.again(r, "second-" + r.registry().id().name())));
    runToTheEnd();
    assertThatAllSucceeded();
    assertThat(watch.writes()).as("writes after a second run").isEqualTo(writesBefore);
  }

  private void post(SetupRequest request) {
    queues.take(
        new Outgoing(
            Messages.SETUP_REQUESTS,
            request.requestId(),
            RequestJson.of(request),
            Optional.empty()));
  }

  private void runToTheEnd() {
    Instant end = clock.instant().plus(LONGEST_RUN);
    while (!isQuiet()) {
      assertThat(clock.instant()).as("the simulated time").isBefore(end);
      sweepWhenDue();
      outsider.act();
      if (!deliverOne()) {
        advance();
      }
    }
  }

  private boolean isQuiet() {
    return queues.nextDue().isEmpty()
        && store.unsentBefore(Instant.MAX).isEmpty()
        && store.active().isEmpty();
  }

  private void advance() {
    Instant next =
        Stream.of(queues.nextDue(), outsider.nextAct(), Optional.of(nextSweep))
            .flatMap(Optional::stream)
            .min(Instant::compareTo)
            .orElse(nextSweep);
    if (next.isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), next));
    }
  }

  private void sweepWhenDue() {
    if (!clock.instant().isBefore(nextSweep)) {
      nextSweep = clock.instant().plus(SWEEP_EVERY);
      survivingACrash(outbox::sendAllLeftovers);
      survivingACrash(watchdog::callOverdue);
    }
  }

  /** One worker takes one message; false when none is due. */
  private boolean deliverOne() {
    Optional<SimulatedQueues.InTransit> received = queues.receive();
    received.ifPresent(this::work);
    return received.isPresent();
  }

  private void work(SimulatedQueues.InTransit received) {
    assertThat(received.deliveries())
        .as("deliveries of %s", received.message().messageId())
        .isLessThan(MOST_DELIVERIES);
    try {
      handle(received.message(), received.deliveries() > 0);
      assertThatNoStepIsAheadOfItsPrerequisites();
    } catch (SimulatedCrash crash) {
      queues.expire(received);
    } catch (IllegalStateException e) {
      queues.abandon(received);
    }
  }

  private void handle(Outgoing message, boolean redelivered) {
    switch (message.queue()) {
      case Messages.SETUP_REQUESTS -> acceptance.take(message.body(), message.messageId());
      case Messages.SETUP_EVENTS -> orchestrator.handle(Messages.readSetupEvent(message.body()));
      case Messages.REJECTED_REQUESTS -> throw new AssertionError("Rejected: " + message);
      default -> runner.run(Messages.readStepMessage(message.body()), redelivered);
    }
  }

  private void survivingACrash(Runnable work) {
    try {
      work.run();
    } catch (SimulatedCrash crash) {
      // The timer comes again; what this turn left behind is what the next one is for.
      assertThat(chaos.isCalm()).isFalse();
    }
  }

  private void assertThatAllSucceeded() {
    for (SetupRequest request : requests) {
      SetupState state = store.load(request.setupId()).orElseThrow();
      assertThat(state.setup().value().status())
          .as("setup %s, whose steps are %s", request.setupId(), state.steps())
          .isEqualTo(SetupStatus.SUCCEEDED);
    }
  }

  /** A lost answer or a crash may make Moat ask again, but never take Azure's word twice. */
  private void assertThatEachResourceWasMadeOnce() {
    assertThat(watch.taken().values())
        .as("writes that Azure took: %s", watch.taken())
        .allMatch(times -> times == 1);
  }

  private void assertThatNoStepIsAheadOfItsPrerequisites() {
    for (SetupId setup : store.setups()) {
      SetupState state = store.load(setup).orElseThrow();
      Plan plan = Plans.of(state.setup().value().request());
      plan.steps().forEach(step -> assertThatPrerequisitesAreDone(step, state));
    }
  }

  private static void assertThatPrerequisitesAreDone(PlannedStep step, SetupState state) {
    if (record(state, step).status() == StepStatus.PENDING) {
      return;
    }
    assertThat(step.prerequisites())
        .as("prerequisites of %s, which was called", step.name())
        .allSatisfy(
            name ->
                assertThat(state.steps().get(name).value().status())
                    .isEqualTo(StepStatus.SUCCEEDED));
  }

  private static StepRecord record(SetupState state, PlannedStep step) {
    Versioned<StepRecord> record = state.steps().get(step.name());
    return record.value();
  }

  private void createGroup() {
    ResourceId group = RandomRequests.GROUP;
    JsonNode body = JsonNodeFactory.instance.objectNode().put("location", "westcentralus");
    ArmReply reply =
        azure.handle(
            new ArmRequest(
                "PUT",
                group + "?api-version=2022-09-01",
                Map.of(),
                body,
                new Caller("owner", "owner")));
    assertThat(reply.status()).isEqualTo(201);
  }

  private Arm arm() {
    URI endpoint = URI.create("https://management.azure.com");
    InProcessAzure client = new InProcessAzure(azure, chaos, watch);
    return new HttpArm(endpoint, new HttpPipelineBuilder().httpClient(client).build(), clock);
  }

  private WriteHook hook() {
    return new WriteHook() {
      @Override
      public void before(Write write) {
        chaos.effect("before " + write);
      }

      @Override
      public void after(Write write) {
        chaos.effect("after " + write);
      }
    };
  }

  private static double rate(SplittableRandom random, double most) {
    return random.nextInt(4) == 0 ? 0 : random.nextDouble() * most;
  }
}
