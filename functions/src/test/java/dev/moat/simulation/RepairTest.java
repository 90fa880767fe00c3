package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpPipelineBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.arm.Arm;
import dev.moat.arm.Begun;
import dev.moat.arm.http.HttpArm;
import dev.moat.contract.TestClock;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.resourcemanager.Throttling;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.step.Observation;
import dev.moat.step.Steps;
import dev.moat.step.Task;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What somebody undoes in the local Azure is seen by the steps, and brought back with the writes it
 * takes and no other. The steps are run one after the other, until each finds all as wanted.
 */
class RepairTest {

  private static final Caller SOMEBODY = new Caller("alice", "portal");
  private static final String NETWORK_VERSION = "2023-09-01";
  private static final String DNS_VERSION = "2020-06-01";
  private static final String REGISTRY_VERSION = "2023-07-01";
  private static final int LOOKS = 8;

  private final TestClock clock = new TestClock(Instant.parse("2026-11-21T09:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(1);
  private final ResourceManager azure =
      new ResourceManager(
          clock, random.split(), Latency.instant(), Throttling.documented(), Tenant.any());
  private final WriteWatch watch = new WriteWatch(azure);
  private final Arm arm = arm();
  private final SetupRequest request = RandomRequests.draw(random).get(0);
  private final Map<StepName, Map<String, String>> outputs = new HashMap<>();

  @BeforeEach
  void everything_is_in_place() {
    somebody("PUT", RandomRequests.GROUP, "2022-09-01", "{\"location\":\"westcentralus\"}");
    bringAbout();
    watch.taken().clear();
  }

  @Test
  void where_nothing_happened_nothing_is_written() {
    bringAbout();

    assertThat(watch.taken()).isEmpty();
  }

  @Test
  void records_that_somebody_deletes_and_changes_come_back() {
    ResourceId api = record("registry1");
    ResourceId data = record("registry1.westcentralus.data");
    somebody("DELETE", api, DNS_VERSION, null);
    somebody(
        "PUT",
        data,
        DNS_VERSION,
        "{\"properties\":{\"ttl\":3600,\"metadata\":{\"by\":\"alice\"},"
            + "\"aRecords\":[{\"ipv4Address\":\"10.9.9.9\"}]}}");

    bringAbout();

    assertThat(watch.taken()).isEqualTo(Map.of(put(api), 1, put(data), 1));
    assertThat(read(data, DNS_VERSION).at("/properties/metadata/by").asText()).isEqualTo("alice");
  }

  @Test
  void a_deleted_zone_group_comes_back_with_its_records() {
    somebody("DELETE", zoneGroup(), NETWORK_VERSION, null);

    bringAbout();

    assertThat(watch.taken()).isEqualTo(Map.of(put(zoneGroup()), 1));
    assertThat(read(record("registry1"), DNS_VERSION).at("/properties/aRecords")).hasSize(1);
  }

  @Test
  void a_rejected_endpoint_is_removed_and_made_anew() {
    JsonNode connection =
        read(registry(), REGISTRY_VERSION).at("/properties/privateEndpointConnections/0");
    somebody(
        "PUT",
        new ResourceId(connection.path("id").asText()),
        REGISTRY_VERSION,
        "{\"properties\":{\"privateLinkServiceConnectionState\":{\"status\":\"Rejected\"}}}");

    bringAbout();

    assertThat(watch.taken())
        .isEqualTo(Map.of(delete(endpoint()), 1, put(endpoint()), 1, put(zoneGroup()), 1));
  }

  @Test
  void an_endpoint_that_loses_its_connection_is_removed_and_made_anew() {
    JsonNode connection =
        read(registry(), REGISTRY_VERSION).at("/properties/privateEndpointConnections/0");
    somebody("DELETE", new ResourceId(connection.path("id").asText()), REGISTRY_VERSION, null);

    bringAbout();

    assertThat(watch.taken())
        .isEqualTo(Map.of(delete(endpoint()), 1, put(endpoint()), 1, put(zoneGroup()), 1));
  }

  @Test
  void a_registry_that_was_removed_takes_its_endpoint_along() {
    somebody("DELETE", registry(), REGISTRY_VERSION, null);

    bringAbout();

    assertThat(watch.taken())
        .containsEntry(put(registry()), 1)
        .containsEntry(delete(endpoint()), 1)
        .containsEntry(put(endpoint()), 1)
        .containsEntry(patch(registry()), 1);
  }

  @Test
  void a_new_region_brings_its_record_by_itself() {
    somebody(
        "PUT",
        registry().child("replications", "eastus"),
        REGISTRY_VERSION,
        "{\"location\":\"eastus\"}");

    bringAbout();

    assertThat(watch.taken()).isEmpty();
    assertThat(read(record("registry1.eastus.data"), DNS_VERSION).at("/properties/aRecords"))
        .hasSize(1);
  }

  @Test
  void an_ip_rule_goes_and_the_lock_stays() {
    somebody(
        "PATCH",
        registry(),
        REGISTRY_VERSION,
        "{\"properties\":{\"networkRuleSet\":{\"defaultAction\":\"Deny\","
            + "\"ipRules\":[{\"value\":\"1.2.3.4\"}]}}}");

    bringAbout();

    assertThat(watch.taken()).isEqualTo(Map.of(patch(registry()), 1));
    JsonNode properties = read(registry(), REGISTRY_VERSION).path("properties");
    assertThat(properties.at("/networkRuleSet/ipRules")).isEmpty();
    assertThat(properties.at("/networkRuleSet/defaultAction").asText()).isEqualTo("Allow");
    assertThat(properties.path("publicNetworkAccess").asText()).isEqualTo("Disabled");
  }

  @Test
  void public_access_that_comes_back_is_cut_again() {
    somebody(
        "PATCH",
        registry(),
        REGISTRY_VERSION,
        "{\"properties\":{\"publicNetworkAccess\":\"Enabled\"}}");

    bringAbout();

    assertThat(watch.taken()).isEqualTo(Map.of(patch(registry()), 1));
  }

  /** All but the preflight, which only says whether to begin. */
  private void bringAbout() {
    Plans.of(request).steps().stream()
        .filter(step -> step.name().kind() != StepKind.PREFLIGHT)
        .forEach(this::bringAbout);
  }

  private void bringAbout(PlannedStep step) {
    Task<?> task = Steps.task(step.name().kind(), step.desired());
    Map<String, String> own = outputs.computeIfAbsent(step.name(), name -> new HashMap<>());
    for (int look = 0; look < LOOKS; look++) {
      Observation found = task.observe(arm, prerequisites(), own);
      if (found instanceof Observation.Matches matches) {
        own.putAll(matches.outputs());
        return;
      }
      if (found instanceof Observation.NeedsChange needed) {
        change(task, own, needed);
      }
      assertThat(found).isNotInstanceOf(Observation.Blocked.class);
      letWorkEnd();
    }
    throw new AssertionError(step.name() + " found no end");
  }

  private void change(Task<?> task, Map<String, String> own, Observation.NeedsChange needed) {
    if (needed instanceof Observation.Differs differs) {
      differs.remember().forEach(own::putIfAbsent);
    }
    Begun begun = task.converge(arm, prerequisites(), own, needed);
    own.putAll(task.outputs(begun.body()));
  }

  private Map<StepKind, Map<String, String>> prerequisites() {
    Map<StepKind, Map<String, String>> byKind = new HashMap<>();
    outputs.forEach((name, told) -> byKind.put(name.kind(), told));
    return byKind;
  }

  private void somebody(String method, ResourceId id, String version, @Nullable String body) {
    ArmReply reply = handle(method, id, version, body);
    assertThat(reply.status()).as("%s %s: %s", method, id, reply.body()).isBetween(200, 299);
    letWorkEnd();
  }

  private JsonNode read(ResourceId id, String version) {
    return handle("GET", id, version, null).body();
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

  private void letWorkEnd() {
    clock.advance(Duration.ofMinutes(5));
    azure.advance();
  }

  private Arm arm() {
    Chaos calm = new Chaos(random.split(), 0, 0);
    calm.calmDown();
    InProcessAzure client = new InProcessAzure(azure, calm, watch);
    return new HttpArm(
        URI.create("https://management.azure.com"),
        new HttpPipelineBuilder().httpClient(client).build(),
        clock);
  }

  private ResourceId registry() {
    return request.registry().id();
  }

  private ResourceId endpoint() {
    return request.privateEndpoint().id();
  }

  private ResourceId zoneGroup() {
    return endpoint().child("privateDnsZoneGroups", request.privateEndpoint().zoneGroupName());
  }

  private static ResourceId record(String name) {
    return RandomRequests.ZONE.child("A", name);
  }

  private static String put(ResourceId id) {
    return "PUT " + id.key();
  }

  private static String patch(ResourceId id) {
    return "PATCH " + id.key();
  }

  private static String delete(ResourceId id) {
    return "DELETE " + id.key();
  }
}
