package dev.moat.engine;

import static dev.moat.model.StepKind.DNS_ZONE;
import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.REGISTRY;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.VIRTUAL_NETWORK;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmException;
import dev.moat.arm.FakeArm;
import dev.moat.arm.OperationStatus;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Moat created is removed, in its order, but for what others use. */
class TeardownTest {

  private static final Verb REPLAY = new Verb.Replay(Set.of());

  private final World world = Made.byMoat();

  @Test
  void all_that_moat_made_goes_but_the_registry_which_is_opened_first() {
    world.tearsDown(false);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    List<String> writes = Made.writes(world);
    assertThat(writes.get(0)).isEqualTo("PATCH secureacr2021");
    assertThat(writes).hasSize(1 + Made.KINDS.size() - 1);
    assertInOrder(writes, "DELETE secureacr-zg", "DELETE secureacr-pe");
    assertInOrder(writes, "DELETE secureacr-pe", "DELETE private-endpoint-subnet");
    assertInOrder(writes, "DELETE private-endpoint-subnet", "DELETE secureacr-vnet");
    assertInOrder(writes, "DELETE acr-zonelink", "DELETE privatelink.azurecr.io");
    assertThat(Made.access(world)).isEqualTo("Enabled");
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.REMOVED);
    assertThat(world.step(REGISTRY).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void what_is_removed_is_moats_no_longer_and_how_things_were_is_forgotten() {
    world.tearsDown(false);
    world.settle();

    world.assertThatStep(ENDPOINT).wasNotMadeByMoat();
    assertThat(world.step(ENDPOINT).outputs()).isEmpty();
    assertThat(world.step(LOCKDOWN).outputs()).isEmpty();
    assertThat(world.reasons())
        .startsWith("SetupTornDown")
        .contains("EndpointRemoved", "LockdownRestored", "TeardownRequested");
    assertThat(world.history().get(0).text()).isEqualTo("What Moat created is removed");
  }

  @Test
  void the_setup_is_watched_and_swept_no_longer() {
    world.tearsDown(false);
    world.settle();

    assertThat(world.store.watching(SampleRequest.ENDPOINT)).isEmpty();
    assertThat(world.store.due(world.clock.instant().plus(Duration.ofDays(9)))).isEmpty();
  }

  @Test
  void a_registry_goes_only_if_that_was_asked_and_is_not_opened_before() {
    world.tearsDown(true);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(Made.writes(world))
        .contains("DELETE secureacr2021")
        .noneMatch(w -> w.startsWith("PATCH"));
    assertInOrder(Made.writes(world), "DELETE secureacr-pe", "DELETE secureacr2021");
    assertThat(world.step(REGISTRY).status()).isEqualTo(StepStatus.REMOVED);
  }

  @Test
  void a_registry_that_stays_after_all_is_opened_again() {
    world.record(REGISTRY, step -> step.outputs(Map.of("madeAs", "2020-01-01T00:00:00")));
    registry().put("creationDate", "2026-11-21T12:00:00Z");

    world.tearsDown(true);
    world.settle();

    assertThat(world.step(REGISTRY).status()).isEqualTo(StepStatus.LEFT);
    assertThat(Made.access(world)).isEqualTo("Enabled");
    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
  }

  @Test
  void what_moat_did_not_make_is_not_touched() {
    world.record(DNS_ZONE, step -> step.createdByMoat(false));
    world.record(LINK, step -> step.createdByMoat(false).outputs(Map.of("adopted", "true")));

    world.tearsDown(false);
    world.settle();

    assertThat(Made.writes(world))
        .doesNotContain("DELETE privatelink.azurecr.io", "DELETE acr-zonelink");
    assertThat(world.step(DNS_ZONE).status()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void what_others_use_is_left_and_so_is_what_holds_it() {
    world
        .azure
        .resources()
        .body(Made.resource(SUBNET))
        .withObject("/properties")
        .putArray("ipConfigurations")
        .addObject()
        .put("id", "/vm-nic");
    world
        .azure
        .resources()
        .body(SampleRequest.NETWORK)
        .withObject("/properties")
        .putArray("subnets")
        .addObject()
        .put("id", Made.resource(SUBNET).value());

    world.tearsDown(false);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.LEFT);
    assertThat(world.step(VIRTUAL_NETWORK).status()).isEqualTo(StepStatus.LEFT);
    world.assertThatStep(SUBNET).wasMadeByMoat();
    assertThat(world.history().get(0).text()).contains("left in place", "secureacr-vnet");
    assertThat(world.history())
        .anyMatch(line -> line.reason().equals("SubnetLeft") && line.text().contains("/vm-nic"));
  }

  @Test
  void what_is_left_and_still_moats_is_watched_and_no_longer_moats_once_others_delete_it() {
    world
        .azure
        .resources()
        .withListed(SampleRequest.ZONE + "/ALL", "{id: '%s/A/shop'}".formatted(SampleRequest.ZONE));
    world.tearsDown(false);
    world.settle();
    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.LEFT);
    assertThat(world.store.watching(SampleRequest.ZONE))
        .flatExtracting(watcher -> watcher.watches())
        .extracting(watch -> watch.resource())
        .containsExactlyInAnyOrder(SampleRequest.ZONE, SampleRequest.LINK);
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));

    world.take(SampleRequest.again("secureacr-2"));

    world.assertThatStep(LINK).wasNotMadeByMoat();
    world.assertThatStep(DNS_ZONE).wasMadeByMoat();
  }

  @Test
  void what_is_gone_already_counts_as_removed() {
    world.azure.resources().without(SampleRequest.LINK);

    world.tearsDown(false);
    world.settle();

    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.REMOVED);
    assertThat(Made.writes(world)).doesNotContain("DELETE acr-zonelink");
    assertThat(world.reasons()).contains("LinkGone");
  }

  @Test
  void a_removal_that_takes_time_is_followed_to_its_end() {
    world.azure.takesTime();

    world.tearsDown(false);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(world.azure.polls()).hasSize(Made.KINDS.size());
  }

  @Test
  void what_azure_has_not_caught_up_with_is_tried_again() {
    refuseDeletionOf(SUBNET, FakeArm.error(400, "InUseSubnetCannotBeDeleted"));
    world.tearsDown(false);
    world.settle();
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.PARKED);
    assertThat(world.step(SUBNET).waitingFor())
        .contains("Azure to catch up (InUseSubnetCannotBeDeleted)");

    world.azure.beforeWrite(() -> {});
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
  }

  @Test
  void a_removal_that_fails_keeps_what_it_stands_on_and_a_replay_goes_on() {
    refuseDeletionOf(ENDPOINT, FakeArm.error(409, "ScopeLocked"));
    world.tearsDown(false);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.FAILED);
    assertThat(world.step(ENDPOINT).error().map(StepError::code)).contains("ScopeLocked");
    assertThat(world.reasons()).contains("CannotRemoveEndpoint");
    assertThat(world.step(SUBNET).status()).isEqualTo(StepStatus.PENDING);
    assertThat(world.step(ZONE_GROUP).status()).isEqualTo(StepStatus.REMOVED);
    assertThat(world.step(IDENTITY_GRANT).status()).isEqualTo(StepStatus.REMOVED);
    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.PENDING);

    world.azure.beforeWrite(() -> {});
    world.does(REPLAY);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(Made.writes(world).stream().filter("DELETE secureacr-zg"::equals)).hasSize(1);
  }

  @Test
  void a_cancelled_teardown_begins_nothing_more_until_a_replay() {
    world.azure.takesTime();
    world.tearsDown(false);
    world.tell("teardown");
    world.run(LOCKDOWN);
    world.does(new Verb.Cancel());
    world.settle();
    assertThat(world.status()).isEqualTo(SetupStatus.CANCELLED);
    assertThat(Made.writes(world)).containsExactly("PATCH secureacr2021");

    world.does(REPLAY);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(Made.writes(world).stream().filter(w -> w.startsWith("PATCH"))).hasSize(1);
  }

  @Test
  void a_worker_that_died_after_the_removal_is_followed_by_one_that_finds_it_gone() {
    world.tearsDown(false);
    world.settleUntil(ENDPOINT);
    world.azure.afterWrite(World::crash);
    world.dies(ENDPOINT);
    world.azure.afterWrite(() -> {});

    world.pass(Claiming.CLAIM.plus(Reservation.LEASE));
    world.redeliver(ENDPOINT);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(Made.writes(world).stream().filter("DELETE secureacr-pe"::equals)).hasSize(1);
  }

  @Test
  void what_an_earlier_generation_left_behind_goes_too() {
    world.take(SampleRequest.again("secureacr-2").replaceAll("secureacr-pe\"", "other-pe\""));
    StepName left = left(ENDPOINT);
    world.queues.take();

    world.tearsDown(false);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(Made.writes(world))
        .contains("DELETE secureacr-pe")
        .doesNotContain("DELETE other-pe");
    assertThat(world.state().steps().get(left).value().status()).isEqualTo(StepStatus.REMOVED);
  }

  @Test
  void a_teardown_during_a_restore_takes_over() {
    world.does(new Verb.Restore(Optional.empty()));

    world.tearsDown(false);
    world.settle();

    assertThat(world.status()).isEqualTo(SetupStatus.TORN_DOWN);
  }

  @Test
  void a_teardown_of_what_is_being_made_removes_what_was_begun() {
    World making = World.inWhichAzureWorksOn(ENDPOINT);
    making.azure.operationIs(new OperationStatus.Succeeded());

    making.tearsDown(false);
    making.settle();

    assertThat(making.status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(Made.writes(making)).containsExactly("PUT secureacr-pe", "DELETE secureacr-pe");
  }

  @Test
  void what_others_make_again_while_it_is_torn_down_is_left() {
    world.azure.takesTime();
    world.tearsDown(false);
    world.tell("teardown");
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));
    world.settle();

    assertThat(world.step(LINK).status()).isEqualTo(StepStatus.LEFT);
    world.assertThatStep(LINK).wasNotMadeByMoat();
    assertThat(Made.writes(world)).doesNotContain("DELETE acr-zonelink");
  }

  @Test
  void what_others_deleted_and_made_again_unseen_is_theirs() {
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.LINK));

    world.tearsDown(false);
    world.settle();

    assertThat(Made.writes(world)).doesNotContain("DELETE acr-zonelink");
    world.assertThatStep(LINK).wasNotMadeByMoat();
  }

  @Test
  void a_removal_that_never_ends_fails_as_any_step() {
    world.azure.takesTime();
    world.azure.operationIs(new OperationStatus.Running(Optional.empty()));
    world.tearsDown(true);
    world.settleUntil(IDENTITY_GRANT);
    world.run(IDENTITY_GRANT);
    world.pass(World.SETTINGS.stepDeadline().plusSeconds(1));

    world.run(IDENTITY_GRANT);

    assertThat(world.step(IDENTITY_GRANT).error().map(StepError::code))
        .contains("DeadlineExceeded");
  }

  private void refuseDeletionOf(StepKind kind, ArmError error) {
    world.azure.beforeWrite(
        () -> {
          if (world.step(kind).claimedUntil().isPresent()) {
            throw new ArmException("DELETE " + Made.resource(kind), error);
          }
        });
  }

  private StepName left(StepKind kind) {
    return world.state().records().stream()
        .filter(step -> step.status() == StepStatus.NOT_PLANNED)
        .map(StepRecord::name)
        .filter(name -> name.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private ObjectNode registry() {
    return world.azure.resources().body(SampleRequest.REGISTRY).withObject("/properties");
  }

  private static void assertInOrder(List<String> writes, String first, String second) {
    assertThat(writes).containsSubsequence(first, second);
  }
}
