package dev.moat.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.TableEntity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.contract.TestClock;
import dev.moat.engine.Acceptance;
import dev.moat.engine.Admission;
import dev.moat.engine.Answer;
import dev.moat.engine.DeadLetters;
import dev.moat.engine.DriftCheck;
import dev.moat.engine.DriftSettings;
import dev.moat.engine.EngineSettings;
import dev.moat.engine.Keeping;
import dev.moat.engine.LetterAnswer;
import dev.moat.engine.Messages;
import dev.moat.engine.Noticing;
import dev.moat.engine.Operators;
import dev.moat.engine.Orchestrator;
import dev.moat.engine.Outbox;
import dev.moat.engine.PollSchedule;
import dev.moat.engine.Rejections;
import dev.moat.engine.StepRunner;
import dev.moat.engine.Sweeper;
import dev.moat.engine.TeardownPlan;
import dev.moat.engine.Verb;
import dev.moat.engine.Watchdog;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.resourcemanager.Throttling;
import dev.moat.model.Actor;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.queue.InMemoryLetters;
import dev.moat.queue.Letter;
import dev.moat.queue.Letterbox;
import dev.moat.queue.QueueException;
import dev.moat.queue.RecordingQueues;
import dev.moat.request.GuardRails;
import dev.moat.request.RequestParser;
import dev.moat.simulation.InProcessAzure;
import dev.moat.store.SetupState;
import dev.moat.store.table.TableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moat over a table service, queues in memory and the local Resource Manager's core, in a world in
 * which nothing goes wrong by itself.
 */
final class Installation {

  static final Caller OWNER = new Caller("alice", "portal");
  static final Operator OPERATOR = new Operator("bob", Optional.of("oid-bob"));

  private static final Duration LONGEST = Duration.ofHours(2);
  private static final Actor SELF =
      new Actor(
          Optional.empty(),
          Optional.of(InProcessAzure.MOAT.objectId()),
          Optional.of(InProcessAzure.MOAT.applicationId()));
  private static final EngineSettings SETTINGS =
      new EngineSettings(
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(72),
          new PollSchedule(1),
          new DriftSettings(
              Duration.ofSeconds(3), 3, Duration.ofMinutes(10), Duration.ofHours(6), 300));

  final TestClock clock;
  final TableStore store;
  final RecordingQueues queues = new RecordingQueues();
  final ResourceManager azure;
  private final TableServiceClient tables;
  private final Outbox outbox;
  private final Acceptance acceptance;
  private final Orchestrator orchestrator;
  private final StepRunner runner;
  private final Noticing noticing;
  private final DriftCheck driftCheck;
  private final Operators operators;
  private final Watchdog watchdog;
  private final List<Runnable> timers;

  Installation(TestClock clock, TableStore store, TableServiceClient tables) {
    this.clock = clock;
    this.store = store;
    this.tables = tables;
    SplittableRandom random = new SplittableRandom(1);
    azure =
        new ResourceManager(
            clock, random.split(), Latency.real(), Throttling.documented(), Tenant.any());
    GuardRails rails =
        new GuardRails(
            List.of(Wish.GROUP),
            Set.of("AcrPull"),
            Set.of("ServicePrincipal"),
            Set.of("setup-outcomes"));
    Keeping keeping = new Keeping(store, store, SETTINGS.drift(), clock);
    outbox = new Outbox(store, queues, clock);
    acceptance =
        new Acceptance(
            new Admission(new RequestParser(), rails),
            store,
            store,
            outbox,
            keeping,
            new Rejections(store, queues, clock),
            clock);
    orchestrator = new Orchestrator(store, outbox, keeping, clock);
    runner =
        new StepRunner(
            store,
            store,
            InProcessAzure.undisturbed(azure, clock),
            outbox,
            rails,
            SETTINGS,
            clock,
            random.split());
    noticing = new Noticing(store, store, queues, () -> SELF, SETTINGS.drift(), clock);
    driftCheck = new DriftCheck(store, outbox, keeping, clock);
    operators = new Operators(store, outbox, clock);
    watchdog = new Watchdog(store, outbox, SETTINGS, clock);
    timers =
        List.of(
            outbox::sendAllLeftovers,
            watchdog::callOverdue,
            new Sweeper(store, store, queues, SETTINGS.drift(), clock)::sweep);
  }

  /** All there is now. */
  Moment moment() {
    return new Moment(clock.instant(), StoredRows.all(tables), queues.sent(), azure.snapshot());
  }

  /** Takes over what another version left behind. */
  void takeOver(Moment moment) {
    StoredRows.put(moment.tables(), tables);
    moment.messages().forEach(queues::send);
    azure.restore(moment.azure());
  }

  /** A message comes, as the Functions host gives it to the function of its queue. */
  void handle(Outgoing message) {
    switch (message.queue()) {
      case Messages.SETUP_REQUESTS -> acceptance.take(message.body(), message.messageId());
      case Messages.SETUP_EVENTS -> orchestrator.handle(Messages.readSetupEvent(message.body()));
      case Messages.RESOURCE_CHANGES -> noticing.note(Messages.readNotice(message.body()));
      case Messages.DRIFT_CHECKS -> driftCheck.run(Messages.readDriftCheck(message.body()));
      default -> runner.run(Messages.readStepMessage(message.body()), false);
    }
  }

  /** What had no answer is called again. */
  void callOverdue() {
    watchdog.callOverdue();
  }

  /** A caller posts a request. */
  void post(String request, String messageId) {
    queues.send(new Outgoing(Messages.SETUP_REQUESTS, messageId, request, Optional.empty()));
  }

  /** The timers run, and all messages are delivered when they are due, for two hours at most. */
  void settle() {
    deliverUntil(() -> false);
  }

  void deliverUntil(BooleanSupplier holds) {
    Instant until = clock.instant().plus(LONGEST);
    timers.forEach(Runnable::run);
    for (Optional<Outgoing> next = next(until);
        next.isPresent() && !holds.getAsBoolean();
        next = next(until)) {
      deliver(next.get());
    }
  }

  /** The worker of the next message dies between the commit and the sending of what it says. */
  void dieBeforeSending() {
    Outgoing next = next(clock.instant().plus(LONGEST)).orElseThrow();
    queues.beforeSend(
        message -> {
          throw new QueueException("The process ended", new IllegalStateException("crash"));
        });
    try {
      deliver(next);
      throw new AssertionError("Nothing was sent after " + next);
    } catch (QueueException crash) {
      queues.beforeSend(message -> {});
      queues.send(next);
    }
  }

  private void deliver(Outgoing message) {
    Instant due = message.notBefore().orElseGet(clock::instant);
    if (due.isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), due));
    }
    azure.advance();
    queues.receive(message);
    handle(message);
  }

  /** Rejected requests and replies are nobody's here. */
  private Optional<Outgoing> next(Instant until) {
    return queues.sent().stream()
        .filter(message -> !message.queue().equals(Messages.REJECTED_REQUESTS))
        .filter(message -> !message.queue().startsWith(Messages.REPLY))
        .filter(message -> !message.notBefore().orElse(Instant.MIN).isAfter(until))
        .min(Comparator.comparing(message -> message.notBefore().orElse(Instant.MIN)));
  }

  /** An operator asks, and it is granted. */
  void ask(Verb verb) {
    assertThat(operators.ask(Wish.SETUP, verb, OPERATOR, Optional.empty()))
        .isInstanceOf(Answer.Granted.class);
  }

  /** The setup's row has this schema, as another version wrote it. */
  void schemaIs(SetupId setup, int schema) {
    TableClient table = tables.getTableClient("setups");
    TableEntity row = table.getEntity(setup.value(), "setup");
    row.addProperty("schema", schema);
    table.updateEntity(row);
  }

  /** The message had ended as a dead letter, and an operator sends it again. */
  void sendAgain(Outgoing message) {
    InMemoryLetters letters = new InMemoryLetters(queues);
    letters.put(
        Letterbox.deadLettersOf(message.queue()),
        new Letter(
            1,
            Optional.of(message.messageId()),
            message.body(),
            message.contentType(),
            message.properties(),
            now(),
            10,
            Optional.of("MaxDeliveryCountExceeded"),
            Optional.empty()));
    assertThat(
            new DeadLetters(letters, store, List.of(message.queue()), clock)
                .sendAgain(message.queue(), 1, OPERATOR))
        .isInstanceOf(LetterAnswer.Sent.class);
  }

  void tearDown() {
    ask(new Verb.Teardown(false, TeardownPlan.of(state(), false).id()));
  }

  /** Event Grid tells of a change that the owner made. */
  void tell(ResourceId resource, String operation) {
    Actor owner =
        new Actor(
            Optional.of("Alice Liddell"),
            Optional.of(OWNER.objectId()),
            Optional.of(OWNER.applicationId()));
    noticing.tell(new ResourceChange(resource, operation, owner, "c-" + clock.millis(), now()));
  }

  /** The owner changes something in Azure, and it is done. */
  void owner(String method, ResourceId id, String version, @Nullable String body) {
    ArmReply reply = call(method, id, version, body);
    assertThat(reply.status()).as("%s %s: %s", method, id, reply.body()).isBetween(200, 299);
    clock.advance(Duration.ofMinutes(5));
    azure.advance();
  }

  /** What Resource Manager says of a resource. */
  JsonNode read(ResourceId id, String version) {
    ArmReply reply = call("GET", id, version, null);
    assertThat(reply.status()).as("GET %s: %s", id, reply.body()).isEqualTo(200);
    return reply.body();
  }

  private ArmReply call(String method, ResourceId id, String version, @Nullable String body) {
    try {
      JsonNode sent = body == null ? null : new ObjectMapper().readTree(body);
      return azure.handle(
          new ArmRequest(method, id + "?api-version=" + version, Map.of(), sent, OWNER));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }

  /** The role assignment, by the name that Moat gave it. */
  ResourceId grant() {
    for (JsonNode resource : azure.snapshot().path("resources")) {
      String id = resource.path("id").asText();
      if (id.contains("/roleAssignments/")) {
        return new ResourceId(id);
      }
    }
    throw new AssertionError("There is no role assignment");
  }

  SetupState state() {
    return state(Wish.SETUP);
  }

  SetupState state(SetupId setup) {
    return store.load(setup).orElseThrow();
  }

  SetupRecord setup() {
    return state().setup().value();
  }

  StepRecord step(StepKind kind) {
    return state().records().stream()
        .filter(step -> step.name().kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private Instant now() {
    return clock.instant();
  }
}
