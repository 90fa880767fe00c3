package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.contract.TestClock;
import dev.moat.engine.Answer;
import dev.moat.engine.EngineSettings;
import dev.moat.engine.Messages;
import dev.moat.engine.Operators;
import dev.moat.engine.Outbox;
import dev.moat.engine.PollSchedule;
import dev.moat.engine.TeardownPlan;
import dev.moat.engine.Verb;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.resourcemanager.Throttling;
import dev.moat.model.Operator;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.SetupRequest.PrivateEndpoint;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.queue.RecordingQueues;
import dev.moat.store.Change;
import dev.moat.store.InMemoryStore;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole setups in the local Azure that are approved, restored and torn down. */
class ReversalTest {

  private static final Caller SOMEBODY = new Caller("alice", "portal");
  private static final Operator OPERATOR = new Operator("bob", Optional.of("oid-bob"));
  private static final String NETWORK_VERSION = "2023-09-01";
  private static final String DNS_VERSION = "2020-06-01";
  private static final String REGISTRY_VERSION = "2023-07-01";
  private static final EngineSettings SETTINGS =
      new EngineSettings(
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(72),
          new PollSchedule(1),
          SimulatedWorld.DRIFT);

  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T09:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(1);
  private final ResourceManager azure =
      new ResourceManager(
          clock, random.split(), Latency.real(), Throttling.documented(), Tenant.any());
  private final InMemoryStore store = new InMemoryStore(clock);
  private final RecordingQueues queues = new RecordingQueues();
  private final SimulatedApp app =
      new SimulatedApp(
          store,
          store,
          store,
          queues,
          InProcessAzure.undisturbed(azure, clock),
          SETTINGS,
          clock,
          random.split());
  private final List<SetupRequest> requests = RandomRequests.draw(new SplittableRandom(2));
  private final SetupRequest request = requests.get(0);

  @BeforeEach
  void there_is_a_group() {
    somebody("PUT", RandomRequests.GROUP, "2022-09-01", "{\"location\":\"westcentralus\"}");
  }

  @Test
  void a_restored_registry_is_open_and_a_replayed_one_is_private_again() {
    setUp(request);

    ask(new Verb.Restore(Optional.empty()));
    assertThat(status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(access()).isEqualTo("Enabled");

    ask(new Verb.Replay(Set.of()));
    assertThat(status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(access()).isEqualTo("Disabled");
  }

  @Test
  void a_registry_whose_export_somebody_switched_off_can_be_restored() {
    setUp(request);
    somebody(
        "PATCH",
        registry(),
        REGISTRY_VERSION,
        "{\"properties\":{\"policies\":{\"exportPolicy\":{\"status\":\"disabled\"}}}}");

    ask(new Verb.Restore(Optional.empty()));

    assertThat(status()).isEqualTo(SetupStatus.RESTORED);
    assertThat(access()).isEqualTo("Enabled");
  }

  @Test
  void a_teardown_leaves_the_registry_alone_and_open() {
    setUp(request);

    tearDown(false);

    assertThat(status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(read(registry(), REGISTRY_VERSION).at("/properties/privateEndpointConnections"))
        .isEmpty();
    assertThat(access()).isEqualTo("Enabled");
    assertThat(exists(request.privateEndpoint().id(), NETWORK_VERSION)).isFalse();
    assertThat(exists(RandomRequests.ZONE, DNS_VERSION)).isFalse();
    assertThat(exists(network(), NETWORK_VERSION)).isFalse();
    assertThat(steps(StepStatus.LEFT)).isEmpty();
  }

  @Test
  void a_teardown_with_the_registry_leaves_nothing() {
    setUp(request);

    tearDown(true);

    assertThat(status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(exists(registry(), REGISTRY_VERSION)).isFalse();
    assertThat(exists(network(), NETWORK_VERSION)).isFalse();
  }

  @Test
  void what_was_torn_down_is_made_anew_by_a_new_request() {
    setUp(request);
    tearDown(true);

    setUp(RandomRequests.again(request, "again"));

    assertThat(status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(access()).isEqualTo("Disabled");
  }

  @Test
  void what_another_setup_uses_is_left_and_that_setup_stays_well() {
    assertThat(requests).hasSizeGreaterThan(1);
    setUp(request);
    setUp(requests.get(1));

    tearDown(false);

    assertThat(status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(steps(StepStatus.LEFT))
        .containsExactlyInAnyOrder(StepKind.VIRTUAL_NETWORK, StepKind.DNS_ZONE, StepKind.LINK);
    assertThat(exists(requests.get(1).privateEndpoint().id(), NETWORK_VERSION)).isTrue();
    assertThat(exists(record("registry2"), DNS_VERSION)).isTrue();
    assertThat(exists(record("registry1"), DNS_VERSION)).isFalse();
  }

  @Test
  void a_zone_in_which_somebody_keeps_a_record_is_left() {
    setUp(request);
    somebody(
        "PUT",
        record("theirs"),
        DNS_VERSION,
        "{\"properties\":{\"ttl\":10,\"aRecords\":[{\"ipv4Address\":\"10.9.9.9\"}]}}");

    tearDown(false);

    assertThat(status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(steps(StepStatus.LEFT)).contains(StepKind.DNS_ZONE);
    assertThat(exists(record("theirs"), DNS_VERSION)).isTrue();
  }

  @Test
  void an_endpoint_that_somebody_made_in_place_of_moats_is_left_with_all_it_needs() {
    setUp(request);
    JsonNode endpoint = read(request.privateEndpoint().id(), NETWORK_VERSION);
    somebody("DELETE", request.privateEndpoint().id(), NETWORK_VERSION, null);
    somebody(
        "PUT",
        request.privateEndpoint().id(),
        NETWORK_VERSION,
        ("{\"location\":\"westcentralus\",\"properties\":{\"subnet\":{\"id\":\"%s\"},"
                + "\"privateLinkServiceConnections\":[{\"name\":\"c\",\"properties\":"
                + "{\"privateLinkServiceId\":\"%s\",\"groupIds\":[\"registry\"]}}]}}")
            .formatted(endpoint.at("/properties/subnet/id").asText(), registry()));

    tearDown(false);

    assertThat(status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(steps(StepStatus.LEFT))
        .contains(StepKind.ENDPOINT, StepKind.SUBNET, StepKind.VIRTUAL_NETWORK);
    assertThat(exists(request.privateEndpoint().id(), NETWORK_VERSION)).isTrue();
  }

  @Test
  void a_connection_that_moat_is_to_approve_ends_private() {
    take(request);
    manual(true);
    settle();

    assertThat(status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(access()).isEqualTo("Disabled");
    assertThat(
            connection().at("/properties/privateLinkServiceConnectionState/description").asText())
        .isEqualTo("Approved by Moat");
  }

  @Test
  void a_connection_that_an_operator_approves_ends_private() {
    take(request);
    manual(false);
    settle();
    assertThat(steps(StepStatus.AWAITING_APPROVAL)).containsExactly(StepKind.ENDPOINT);
    assertThat(access()).isEqualTo("Enabled");
    assertThat(
            connection().at("/properties/privateLinkServiceConnectionState/description").asText())
        .isEqualTo("for the shop, please");

    ask(new Verb.Decide(true));

    assertThat(status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(access()).isEqualTo("Disabled");
  }

  @Test
  void a_connection_that_an_operator_rejects_leaves_the_registry_open() {
    take(request);
    manual(false);
    settle();

    ask(new Verb.Decide(false));

    assertThat(status()).isEqualTo(SetupStatus.FAILED);
    assertThat(access()).isEqualTo("Enabled");
    tearDown(true);
    assertThat(status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(exists(registry(), REGISTRY_VERSION)).isFalse();
  }

  private void setUp(SetupRequest wanted) {
    take(wanted);
    settle();
    assertThat(store.load(wanted.setupId()).orElseThrow().setup().value().status())
        .isEqualTo(SetupStatus.SUCCEEDED);
  }

  private void take(SetupRequest wanted) {
    app.handle(
        new Outgoing(
            Messages.SETUP_REQUESTS, wanted.requestId(), RequestJson.of(wanted), Optional.empty()),
        false);
  }

  private void tearDown(boolean deleteRegistry) {
    ask(new Verb.Teardown(deleteRegistry, TeardownPlan.of(state(), deleteRegistry).id()));
  }

  private void ask(Verb verb) {
    Answer answer =
        new Operators(store, new Outbox(store, queues, clock), clock)
            .ask(request.setupId(), verb, OPERATOR, Optional.empty());
    assertThat(answer).isInstanceOf(Answer.Granted.class);
    settle();
  }

  /** Delivers all messages, each when it is due, as far as that is within the next hours. */
  private void settle() {
    Instant until = clock.instant().plus(Duration.ofHours(2));
    for (Optional<Outgoing> next = next(until); next.isPresent(); next = next(until)) {
      Instant due = next.get().notBefore().orElseGet(clock::instant);
      if (due.isAfter(clock.instant())) {
        clock.advance(Duration.between(clock.instant(), due));
      }
      queues
          .takeDue(next.get().queue(), clock.instant())
          .forEach(message -> app.handle(message, false));
    }
  }

  private Optional<Outgoing> next(Instant until) {
    return queues.sent().stream()
        .filter(message -> !message.notBefore().orElse(Instant.MIN).isAfter(until))
        .min(Comparator.comparing(message -> message.notBefore().orElse(Instant.MIN)));
  }

  /** The request asks that the connection be approved by hand. */
  private void manual(boolean byMoat) {
    Versioned<SetupRecord> read = state().setup();
    SetupRecord old = read.value();
    SetupRequest asked = old.request();
    PrivateEndpoint endpoint = asked.privateEndpoint();
    SetupRequest manual =
        new SetupRequest(
            asked.requestId(),
            asked.registry(),
            asked.virtualNetworks(),
            asked.privateDnsZone(),
            new PrivateEndpoint(
                endpoint.id(),
                endpoint.location(),
                endpoint.subnet(),
                endpoint.connectionName(),
                endpoint.zoneGroupName(),
                Optional.of(new ManualApproval(Optional.of("for the shop, please"), byMoat))),
            asked.roleAssignments(),
            asked.onDrift(),
            asked.replyTo());
    store.commit(
        Change.of(old.id())
            .replace(
                read,
                new SetupRecord(
                    old.id(),
                    old.generation(),
                    manual,
                    old.status(),
                    old.acceptedAt(),
                    old.finishedAt(),
                    old.reversal())));
  }

  private SetupState state() {
    return store.load(request.setupId()).orElseThrow();
  }

  private SetupStatus status() {
    return state().setup().value().status();
  }

  private List<StepKind> steps(StepStatus status) {
    return state().records().stream()
        .filter(step -> step.status() == status)
        .map(StepRecord::name)
        .map(name -> name.kind())
        .toList();
  }

  private String access() {
    return read(registry(), REGISTRY_VERSION).at("/properties/publicNetworkAccess").asText();
  }

  private JsonNode connection() {
    return read(registry(), REGISTRY_VERSION).at("/properties/privateEndpointConnections/0");
  }

  private ResourceId registry() {
    return request.registry().id();
  }

  private ResourceId network() {
    return request.virtualNetworks().get(0).id();
  }

  private static ResourceId record(String name) {
    return RandomRequests.ZONE.child("A", name);
  }

  private boolean exists(ResourceId id, String version) {
    return handle("GET", id, version, null).status() == 200;
  }

  private JsonNode read(ResourceId id, String version) {
    return handle("GET", id, version, null).body();
  }

  private void somebody(String method, ResourceId id, String version, @Nullable String body) {
    ArmReply reply = handle(method, id, version, body);
    assertThat(reply.status()).as("%s %s: %s", method, id, reply.body()).isBetween(200, 299);
    clock.advance(Duration.ofMinutes(15));
    azure.advance();
  }

  private ArmReply handle(String method, ResourceId id, String version, @Nullable String body) {
    try {
      JsonNode sent = body == null ? null : new ObjectMapper().readTree(body);
      return azure.handle(
          new ArmRequest(method, id + "?api-version=" + version, Map.of(), sent, SOMEBODY));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }
}
