package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpPipelineBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.arm.Arm;
import dev.moat.arm.http.HttpArm;
import dev.moat.contract.TestClock;
import dev.moat.engine.DriftSettings;
import dev.moat.engine.EngineSettings;
import dev.moat.engine.Messages;
import dev.moat.engine.PollSchedule;
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
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import dev.moat.store.WriteHook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * One run of the whole of Moat in a world whose order of events, delays, duplicates, faults and
 * crashes are drawn from a seed.
 */
final class Simulation {

  /** So short that what no event told is found within the run. */
  static final DriftSettings DRIFT =
      new DriftSettings(Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(1), 300);

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration LONGEST_RUN = Duration.ofHours(36);
  private static final Duration TIMERS_EVERY = Duration.ofMinutes(1);
  private static final Duration VANDALISM = Duration.ofHours(3);
  private static final int MOST_DELIVERIES = 10;
  private static final String LOCKDOWN = Messages.stepQueue(StepKind.LOCKDOWN);
  private static final int MOST_ACTS = 6;
  private static final double ACTS_IN_BETWEEN = 0.02;

  private final TestClock clock = new TestClock(START);
  private final Chaos chaos;
  private final InMemoryStore store = new InMemoryStore(clock);
  private final SimulatedQueues queues;
  private final SimulatedEvents events;
  private final ResourceManager azure;
  private final WriteWatch watch;
  private final Outsider outsider;
  private final Vandal vandal;
  private final SimulatedApp app;
  private final List<SetupRequest> requests;
  private final SplittableRandom random;
  private final boolean withDrift;
  private Instant nextTimers = START;
  private int locking;

  Simulation(long seed) {
    random = new SplittableRandom(seed);
    chaos = new Chaos(random.split(), rate(random, 0.02), rate(random, 0.2));
    queues = new SimulatedQueues(clock, random.split(), chaos);
    Latency latency = Latency.Profile.values()[random.nextInt(3)];
    azure =
        new ResourceManager(clock, random.split(), latency, Throttling.documented(), Tenant.any());
    watch = new WriteWatch(azure);
    outsider = new Outsider(azure, clock, random.split(), chaos);
    List<SetupRequest> drawn = RandomRequests.draw(random);
    double scale = latency == Latency.real() ? 1 : latency == Latency.fast() ? 0.05 : 0;
    EngineSettings settings =
        new EngineSettings(
            Duration.ofHours(6), Duration.ofHours(6), new PollSchedule(scale), DRIFT);
    app =
        new SimulatedApp(
            store, new LostAnswers(store, chaos), queues, arm(), settings, clock, random.split());
    withDrift = random.nextInt(3) == 0;
    requests =
        withDrift
            ? drawn.stream().map(r -> Policies.with(r, Policies.draw(random))).toList()
            : drawn;
    events = new SimulatedEvents(clock, random.split(), chaos);
    vandal = new Vandal(azure, clock, random.split(), requests);
    store.around(hook());
    chaos.anotherWorker(this::somethingElse);
  }

  /** Runs until every setup has ended, and then sees to what must hold from then on. */
  Happened run() {
    createGroup();
    Drifting drifting = withDrift ? runWithDrift() : runWithoutDrift();
    return new Happened(
        chaos.crashes(),
        chaos.interleavings(),
        queues.duplicates(),
        queues.deadLetters(),
        outsider.meddled(),
        waitsForProof(),
        watch.reads() + watch.writes(),
        drifting);
  }

  /** Asks for the same again, in a calm world. */
  private Drifting runWithoutDrift() {
    requests.forEach(this::post);
    runToTheEnd();
    assertThatAllSucceeded();
    assertThatEachResourceWasMadeOnce();
    assertThatASecondRunWritesNothing();
    return Drifting.NOTHING;
  }

  /** Undoes what setups make or made, and sees it come back. */
  private Drifting runWithDrift() {
    Boundaries boundaries = new Boundaries(store, requests);
    azure.onChange(boundaries::learn);
    azure.onChange(events::raise);
    watch.alsoAsk(boundaries::check);
    boolean disturbed = random.nextInt(3) == 0;
    requests.forEach(this::post);
    if (disturbed) {
      vandal.plan(1 + random.nextInt(2), Duration.ofMinutes(15));
    }
    runToTheEnd();
    if (!disturbed) {
      assertThatAllSucceeded();
      assertThatEachResourceWasMadeOnce();
    }
    vandal.plan(1 + random.nextInt(MOST_ACTS), VANDALISM);
    runFor(VANDALISM);
    runToTheEnd();
    chaos.calmDown();
    runFor(DRIFT.sweepInterval());
    runToTheEnd();
    runFor(DRIFT.sweepInterval().plus(TIMERS_EVERY));
    runToTheEnd();
    Drifting happened = aftermath(disturbed);
    assertThatALookAtEverythingWritesNothing();
    return happened;
  }

  private Drifting aftermath(boolean disturbed) {
    Drifting all =
        new Drifting(
            1,
            vandal.total(),
            events.raised(),
            events.own(),
            events.lost(),
            events.duplicates(),
            events.late(),
            queues.taken(Messages.RESOURCE_CHANGES),
            queues.ownNotices(),
            queues.taken(Messages.DRIFT_CHECKS),
            0,
            0,
            0);
    for (SetupRequest request : requests) {
      SetupState state = store.load(request.setupId()).orElseThrow();
      Aftermath aftermath = new Aftermath(state, arm(), vandal, disturbed);
      aftermath.check(watch);
      all = all.plus(aftermath.happened());
    }
    return all;
  }

  private void assertThatALookAtEverythingWritesNothing() {
    Map<String, Integer> before = Map.copyOf(watch.taken());
    runFor(DRIFT.sweepInterval().plus(TIMERS_EVERY));
    runToTheEnd();
    assertThat(watch.taken()).as("what was written up to a look at everything").isEqualTo(before);
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
      goOn();
    }
  }

  private void runFor(Duration time) {
    Instant end = clock.instant().plus(time);
    while (clock.instant().isBefore(end)) {
      goOn();
    }
  }

  private void goOn() {
    runTimersWhenDue();
    if (withDrift) {
      vandal.act();
    } else {
      outsider.act();
    }
    if (!deliverOne() && !events.deliverOne(app::tell)) {
      advance();
    }
  }

  /** Another worker takes a message, or somebody undoes something, just now. */
  private void somethingElse() {
    if (locking == 0 && chaos.happens(ACTS_IN_BETWEEN)) {
      vandal.actEarly();
    } else {
      deliverOne();
    }
  }

  private boolean isQuiet() {
    return queues.nextDue().isEmpty()
        && events.nextDue().isEmpty()
        && vandal.nextAct().isEmpty()
        && store.unsentBefore(Instant.MAX).isEmpty()
        && store.active().isEmpty();
  }

  private void advance() {
    Instant next =
        Stream.of(
                queues.nextDue(),
                events.nextDue(),
                withDrift ? vandal.nextAct() : outsider.nextAct(),
                withDrift ? azure.nextEnd() : Optional.<Instant>empty(),
                Optional.of(nextTimers))
            .flatMap(Optional::stream)
            .min(Instant::compareTo)
            .orElse(nextTimers);
    if (next.isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), next));
    }
    azure.advance();
  }

  private void runTimersWhenDue() {
    if (!clock.instant().isBefore(nextTimers)) {
      nextTimers = clock.instant().plus(TIMERS_EVERY);
      app.timers().forEach(this::survivingACrash);
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
    boolean locks = received.message().queue().equals(LOCKDOWN);
    locking += locks ? 1 : 0;
    try {
      app.handle(received.message(), received.deliveries() > 0);
      tellPolicy(received.message());
      assertThatNoStepIsAheadOfItsPrerequisites();
    } catch (SimulatedCrash crash) {
      queues.expire(received);
    } catch (IllegalStateException e) {
      queues.abandon(received);
    } finally {
      locking -= locks ? 1 : 0;
    }
  }

  private void tellPolicy(Outgoing message) {
    requests.stream()
        .filter(request -> message.queue().equals(Messages.SETUP_REQUESTS))
        .filter(request -> request.onDrift().isPresent())
        .filter(request -> message.messageId().equals(request.requestId()))
        .forEach(request -> Policies.tell(request, store));
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
    assertThat(watch.taken())
        .allSatisfy(
            (write, times) ->
                assertThat(times).as(write).isBetween(1, 1 + outsider.tookAway(write)));
  }

  private void assertThatNoStepIsAheadOfItsPrerequisites() {
    for (SetupId setup : store.setups()) {
      SetupState state = store.load(setup).orElseThrow();
      Plan plan = Plans.of(state.setup().value().request());
      plan.steps().forEach(step -> assertThatPrerequisitesAreDone(step, state));
    }
  }

  private static void assertThatPrerequisitesAreDone(PlannedStep step, SetupState state) {
    StepRecord record = record(state, step);
    if (record.status() == StepStatus.PENDING || record.isKept()) {
      return;
    }
    assertThat(step.prerequisites())
        .as("prerequisites of %s, which was called", step.name())
        .allSatisfy(name -> assertThat(state.steps().get(name).value().isKept()).isTrue());
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
