package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Drift;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody opens a registry while something else of its setup is not as asked. */
class LockGuardTest {

  private static final String ELSEWHERE = "/subscriptions/x/other";

  private final World world = World.inWhichAllIsKept();

  @BeforeEach
  void all_is_in_place() {
    InPlace.in(world.azure.resources());
    registry().put("publicNetworkAccess", "Disabled");
    world.sweep();
    world.settle();
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    world.queues.take();
  }

  @Test
  void a_registry_that_azure_could_not_update_is_locked_again_when_it_is_opened() {
    registry().put("provisioningState", "Failed");
    world.sweep();
    world.settle();
    assertThat(world.step(REGISTRY).error())
        .map(StepError::code)
        .contains("RegistryNotProvisioned");

    mallory_opens_it();

    assertThat(Made.access(world)).isEqualTo("Disabled");
    assertThat(lastDrift().cause()).isPresent();
  }

  @Test
  void an_endpoint_that_awaits_its_approval_hides_nothing() {
    the_endpoint_is_made_anew_and_awaits_its_approval();

    mallory_opens_it();

    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    assertThat(lastDrift().cause()).isPresent();
    assertThat(world.reasons()).contains("LockdownDrifted");
    assertThat(world.azure.resources().writes()).noneMatch(write -> isLock(write.path()));
  }

  @Test
  void a_newer_request_that_is_refused_does_not_end_the_guard() {
    the_endpoint_is_in_another_subnet();
    world.take(SampleRequest.again("secureacr-2"), "message-2");
    world.settle();
    assertThat(world.status()).isEqualTo(SetupStatus.FAILED);
    the_endpoint_is_in_its_subnet();

    mallory_opens_it();

    assertThat(Made.access(world)).isEqualTo("Disabled");
    assertThat(lastDrift().cause()).isPresent();
    assertThat(world.status()).isEqualTo(SetupStatus.FAILED);
  }

  @Test
  void a_lock_that_is_in_place_is_told_as_found_by_a_newer_request() {
    world.take(SampleRequest.again("secureacr-2"), "message-2");
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(world.history())
        .filteredOn(entry -> entry.generation() == 2)
        .extracting(HistoryEntry::reason)
        .containsOnlyOnce("LockdownFound")
        .doesNotContain("LockdownDrifted", "LockdownRepaired");
  }

  @Test
  void what_a_newer_request_asks_for_is_done_whatever_it_says_about_drift() {
    registry().put("publicNetworkAccess", "Enabled");

    world.take(
        SampleRequest.again("secureacr-2")
            .replace(
                "\"schemaVersion\": 1,",
                "\"schemaVersion\": 1, \"onDrift\": {\"action\": \"Report\"},"),
        "message-2");
    world.settle();

    assertThat(Made.access(world)).isEqualTo("Disabled");
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
    mallory_opens_it();
    assertThat(Made.access(world)).isEqualTo("Enabled");
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.DRIFTED);
  }

  @Test
  void a_lock_that_had_no_proof_is_tried_again_when_somebody_has_mended_the_path() {
    the_link_leads_to(ELSEWHERE);
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.LINK, world.clock.instant()));
    mallory_opens_it();
    for (int i = 0; i < 8; i++) {
      world.settle();
    }
    assertThat(world.step(LOCKDOWN).error()).map(StepError::code).contains("PrivatePathNotProved");
    assertThat(world.step(LINK).error()).map(StepError::code).contains("LinkToAnotherNetwork");

    world.pass(Duration.ofMinutes(1));
    the_link_leads_to(SampleRequest.NETWORK.value());
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.LINK, world.clock.instant()));
    world.check();
    world.settle();
    assertThat(Made.access(world)).isEqualTo("Disabled");
    assertThat(world.status()).isEqualTo(SetupStatus.SUCCEEDED);
  }

  @Test
  void work_on_the_registry_does_not_keep_the_lock_from_looking() {
    registry().put("provisioningState", "Updating");
    notice_of_the_registry();
    world.settleUntil(REGISTRY);
    world.run(REGISTRY);
    world.run(LOCKDOWN);
    assertThat(world.step(REGISTRY).status()).isEqualTo(StepStatus.PARKED);
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.SUCCEEDED);
    world.pass(Duration.ofSeconds(1));

    registry().put("publicNetworkAccess", "Enabled");
    notice_of_the_registry();

    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(LOCKDOWN).suspects()).hasSize(1);
    assertThat(world.state().noticed()).as("the registry is looked at again later").isNotEmpty();
  }

  @Test
  void a_change_that_waits_for_work_on_another_step_is_looked_into_once_by_those_at_rest() {
    world.record(REGISTRY, step -> step.status(StepStatus.PARKED));
    world.pass(Duration.ofSeconds(1));
    notice_of_the_registry();
    StepRecord opened = world.step(LOCKDOWN);
    world.check();
    assertThat(world.step(LOCKDOWN).suspects()).isEqualTo(opened.suspects());

    world.pass(Duration.ofSeconds(1));
    world.kept(LOCKDOWN);
    world.check();

    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  private void mallory_opens_it() {
    registry().put("publicNetworkAccess", "Enabled");
    notice_of_the_registry();
    world.settle();
  }

  private void notice_of_the_registry() {
    world.store.notice(World.SETUP, Mallory.wrote(SampleRequest.REGISTRY, world.clock.instant()));
    world.check();
  }

  private void the_endpoint_is_made_anew_and_awaits_its_approval() {
    world.manualApproval(false);
    world.azure.answersEndpointsWith(
        """
        {properties: {subnet: {id: '%s'}, networkInterfaces: [{id: '%s'}],
         manualPrivateLinkServiceConnections: [{properties: {privateLinkServiceId: '%s',
          groupIds: ['registry'], privateLinkServiceConnectionState: {status: 'Pending'}}}]}}
        """
            .formatted(SampleRequest.SUBNET, SampleRequest.INTERFACE, SampleRequest.REGISTRY));
    world.azure.resources().without(SampleRequest.ENDPOINT).without(SampleRequest.ZONE_GROUP);
    ((ObjectNode) registry().at("/privateEndpointConnections/0"))
        .put("name", "c1")
        .withObject("/properties/privateLinkServiceConnectionState")
        .put("status", "Pending");
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.ENDPOINT));
    world.check();
    world.settle();
    assertThat(world.step(ENDPOINT).status()).isEqualTo(StepStatus.AWAITING_APPROVAL);
    assertThat(world.step(ZONE_GROUP).status().isFinal()).isFalse();
  }

  private void the_endpoint_is_in_another_subnet() {
    subnetOfTheEndpoint().put("id", ELSEWHERE);
  }

  private void the_endpoint_is_in_its_subnet() {
    subnetOfTheEndpoint().put("id", SampleRequest.SUBNET.value());
  }

  private ObjectNode subnetOfTheEndpoint() {
    return world.azure.resources().body(SampleRequest.ENDPOINT).withObject("/properties/subnet");
  }

  private void the_link_leads_to(String network) {
    world
        .azure
        .resources()
        .with(
            SampleRequest.LINK,
            "{properties: {virtualNetworkLinkState: 'Completed', virtualNetwork: {id: '%s'}}}"
                .formatted(network));
  }

  private ObjectNode registry() {
    return world.azure.resources().body(SampleRequest.REGISTRY).withObject("/properties");
  }

  private Drift lastDrift() {
    return world.step(LOCKDOWN).drifts().get(world.step(LOCKDOWN).drifts().size() - 1);
  }

  private static boolean isLock(String path) {
    return path.equalsIgnoreCase(SampleRequest.REGISTRY.value());
  }
}
