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
import dev.moat.engine.PollSchedule;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.resourcemanager.Throttling;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.store.Change;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.WriteHook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** All there is in one run, drawn from a seed: Moat, Azure, and those who disturb them. */
final class SimulatedWorld {

  /** So short that what no event told is found within the run. */
  static final DriftSettings DRIFT =
      new DriftSettings(Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(1), 300);

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  final TestClock clock = new TestClock(START);
  final Chaos chaos;
  final InMemoryStore store = new InMemoryStore(clock);
  final HeldLeases leases = new HeldLeases(store, clock);
  final SimulatedQueues queues;
  final SimulatedEvents events;
  final ResourceManager azure;
  final WriteWatch watch;
  final Outsider outsider;
  final Vandal vandal;
  final SimulatedApp app;
  final List<SetupRequest> requests;
  final SplittableRandom random;

  /** Whether somebody undoes what setups make or made. */
  final boolean withDrift;

  /** Whether operators ask things of setups. */
  final boolean withVerbs;

  final LostAnswers setups;
  final AskedVerbs asked = new AskedVerbs();
  final SimulatedOperators operators;
  final Premises premises;
  final Neighbour neighbour;

  /** When somebody asks for the same again. */
  final Agenda callers = new Agenda(clock);

  final Rulebook rules;

  SimulatedWorld(long seed) {
    random = new SplittableRandom(seed);
    SplittableRandom ofVerbs = new SplittableRandom(~seed);
    withVerbs = ofVerbs.nextInt(3) == 0;
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
            Duration.ofHours(6),
            Duration.ofHours(6),
            Duration.ofHours(6),
            new PollSchedule(scale),
            DRIFT);
    setups = new LostAnswers(store, chaos);
    app = new SimulatedApp(store, setups, leases, queues, arm(), settings, clock, random.split());
    withDrift = random.nextInt(3) == 0;
    requests = withDrift ? drawn.stream().map(this::withPolicy).toList() : drawn;
    events = new SimulatedEvents(clock, random.split(), chaos);
    vandal = new Vandal(azure, clock, random.split(), requests);
    SplittableRandom ofOperators = ofVerbs.split();
    Desk desk = new Desk(app::ask, store, ofOperators, asked);
    operators = new SimulatedOperators(desk, clock, ofOperators);
    premises = new Premises(azure, clock, ofVerbs.split());
    neighbour = new Neighbour(azure, clock, ofVerbs.split());
    createGroup();
    rules = new Rulebook(this);
    if (withVerbs) {
      premises.make(requests);
    }
    store.around(hook());
  }

  private SetupRequest withPolicy(SetupRequest request) {
    return Policies.with(
        request, withVerbs ? Policies.drawForOperators(random) : Policies.draw(random));
  }

  SetupState state(SetupId setup) {
    return store.load(setup).orElseThrow();
  }

  /** Whether there is anybody but one setup. */
  boolean hasOthers() {
    return requests.size() > 1
        || withDrift
        || premises.isAny()
        || neighbour.made() + outsider.meddled() > 0;
  }

  /** How often others did something to what setups made. */
  int meddled() {
    return vandal.total() + outsider.meddled();
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

  /** Moat's way to this Azure. */
  Arm arm() {
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
      public void committed(Change change) {
        rules.learn(change);
        if (withVerbs && !chaos.isCalm()) {
          operators.learn(change);
        }
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
