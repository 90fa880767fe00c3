package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.LOCKDOWN;
import static dev.moat.model.StepKind.SUBNET;
import static dev.moat.model.StepKind.ZONE_GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.Actor;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is named for what a step finds, where several people have changed something. */
class SuspectsTest {

  private static final String ALICE = "alice@contoso.com";
  private static final String BOB = "bob@contoso.com";
  private static final String NOBODY = "";
  private static final String WRITE = "Microsoft.X/y/write";
  private static final String DELETE = "Microsoft.X/y/delete";
  private static final String ACTION = "Microsoft.X/y/list/action";
  private static final Duration LATER = Duration.ofMinutes(1);

  private final World world = World.inWhichAllIsInPlace();

  @Test
  void who_undoes_a_repair_is_named_and_not_who_made_it_necessary() {
    opened();
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, now());
    world.azure.afterWrite(this::bobOpensAgain);

    check();

    assertThat(named(LOCKDOWN)).containsExactly(ALICE, BOB, BOB);
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.CONTESTED);
  }

  @Test
  void nobody_is_named_for_an_undone_repair_until_an_event_tells() {
    opened();
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, now());
    world.azure.afterWrite(
        () -> {
          opened();
          world.pass(Duration.ofSeconds(5));
        });

    check();

    assertThat(named(LOCKDOWN)).containsExactly(ALICE, NOBODY, NOBODY);
  }

  @Test
  void a_contested_step_learns_who_did_it_when_the_event_comes_and_stays_closed() {
    opened();
    world.azure.afterWrite(
        () -> {
          opened();
          world.pass(Duration.ofSeconds(5));
        });
    look();
    Drift contested = lastDrift(LOCKDOWN);
    int calls = world.azure.calls();
    noticed(BOB, SampleRequest.REGISTRY, WRITE, contested.foundAt().minusSeconds(1));
    world.pass(LATER);

    check();

    assertThat(contested.cause()).isEmpty();
    assertThat(named(LOCKDOWN)).last().isEqualTo(BOB);
    assertThat(world.reasons()).containsOnlyOnce("LockdownExplained");
    assertThat(world.step(LOCKDOWN).status()).isEqualTo(StepStatus.CONTESTED);
    assertThat(world.state().noticed()).isEmpty();
    assertThat(world.azure.calls()).isEqualTo(calls + 1);
  }

  @Test
  void who_wrote_is_named_and_not_who_only_asked_for_something_after_that() {
    opened();
    noticed(BOB, SampleRequest.REGISTRY, WRITE, now().minusSeconds(9));
    noticed(ALICE, SampleRequest.REGISTRY, ACTION, now().minusSeconds(8));

    check();

    assertThat(named(LOCKDOWN)).containsExactly(BOB);
  }

  @Test
  void an_action_is_named_where_nothing_else_was_done() {
    opened();
    noticed(ALICE, SampleRequest.REGISTRY, ACTION, now().minusSeconds(8));

    check();

    assertThat(named(LOCKDOWN)).containsExactly(ALICE);
  }

  @Test
  void who_deleted_is_named_for_what_is_gone_and_not_who_wrote_beside_it() {
    world.azure.resources().without(SampleRequest.ENDPOINT);
    noticed(BOB, SampleRequest.ENDPOINT, DELETE, now().minusSeconds(9));
    noticed(ALICE, connection("another"), WRITE, now().minusSeconds(8));

    look(ENDPOINT);

    assertThat(named(ENDPOINT)).containsExactly(BOB);
  }

  @Test
  void nobody_is_named_for_what_is_gone_when_only_something_beside_it_was_changed() {
    world.azure.resources().without(SampleRequest.ENDPOINT);
    noticed(ALICE, connection("another"), WRITE, now().minusSeconds(9));
    noticed(BOB, connection("a-third"), DELETE, now().minusSeconds(8));

    look(ENDPOINT);

    assertThat(named(ENDPOINT)).containsExactly(NOBODY);
  }

  @Test
  void who_removed_all_that_it_lay_in_is_named_for_what_is_gone() {
    world.azure.resources().without(SampleRequest.ENDPOINT);
    noticed(BOB, SampleRequest.GROUP, DELETE, now().minusSeconds(9));

    look(ENDPOINT);

    assertThat(named(ENDPOINT)).containsExactly(BOB);
  }

  @Test
  void who_removed_what_was_adopted_is_named() {
    ResourceId adopted = SampleRequest.ENDPOINT.child("privateDnsZoneGroups", "deployedByPolicy");
    world.record(ZONE_GROUP, step -> step.outputs(Map.of("zoneGroup", adopted.value())));
    world.azure.resources().without(SampleRequest.ZONE_GROUP);
    noticed(BOB, adopted, DELETE, now().minusSeconds(9));

    check();

    assertThat(named(ZONE_GROUP)).containsExactly(BOB);
  }

  @Test
  void who_changed_the_very_resource_is_named_and_not_who_changed_its_neighbour_later() {
    InPlace.subnet(world.azure.resources(), "Enabled", 2);
    noticed(BOB, SampleRequest.SUBNET, WRITE, now().minusSeconds(9));
    noticed(ALICE, SampleRequest.NETWORK, WRITE, now().minusSeconds(8));

    check();

    assertThat(named(SUBNET)).containsExactly(BOB);
  }

  @Test
  void who_changed_the_record_that_differs_is_named_and_not_who_wrote_its_zone_group() {
    world.azure.resources().without(InPlace.API_RECORD);
    noticed(BOB, InPlace.API_RECORD, DELETE, now().minusSeconds(9));
    noticed(ALICE, SampleRequest.ZONE_GROUP, WRITE, now().minusSeconds(8));

    check();

    assertThat(named(ZONE_GROUP)).containsExactly(BOB);
  }

  @Test
  void what_a_good_look_has_covered_explains_nothing_that_comes_after_it() {
    Instant before = now().minus(Duration.ofHours(9));
    world.pass(Duration.ofHours(10));
    look();
    world.pass(LATER);
    opened();
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, before);

    check();

    assertThat(named(LOCKDOWN)).containsExactly(NOBODY);
  }

  @Test
  void what_a_good_look_has_covered_does_not_explain_an_older_drift_either() {
    Instant longAgo = now().minus(Duration.ofHours(9));
    opened();
    look();
    world.pass(LATER);
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, longAgo);

    check();

    assertThat(named(LOCKDOWN)).containsExactly(NOBODY);
  }

  @Test
  void one_change_explains_one_drift() {
    opened();
    Instant once = now();
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, once);
    check();
    world.pass(Duration.ofSeconds(1));
    opened();
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, once);

    check();

    assertThat(named(LOCKDOWN)).containsExactly(ALICE, NOBODY);
  }

  @Test
  void a_drift_that_was_left_is_not_laid_at_the_door_of_who_touched_the_resource_later() {
    world.reports();
    opened();
    noticed(BOB, SampleRequest.REGISTRY, WRITE, now());
    check();
    world.pass(LATER);
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, now());

    check();

    assertThat(named(LOCKDOWN)).containsExactly(BOB, BOB);
  }

  @Test
  void a_drift_that_comes_again_after_all_was_well_has_a_cause_of_its_own() {
    world.reports();
    opened();
    noticed(BOB, SampleRequest.REGISTRY, WRITE, now());
    check();
    world.pass(LATER);
    access("Disabled");
    noticed(BOB, SampleRequest.REGISTRY, WRITE, now());
    check();
    world.pass(LATER);
    opened();
    noticed(ALICE, SampleRequest.REGISTRY, WRITE, now());

    check();

    assertThat(named(LOCKDOWN)).containsExactly(BOB, ALICE);
  }

  private void bobOpensAgain() {
    opened();
    world.pass(Duration.ofSeconds(5));
    noticed(BOB, SampleRequest.REGISTRY, WRITE, now());
  }

  private void opened() {
    access("Enabled");
  }

  private void access(String access) {
    world
        .azure
        .resources()
        .body(SampleRequest.REGISTRY)
        .withObject("/properties")
        .put("publicNetworkAccess", access);
  }

  private void noticed(String who, ResourceId what, String operation, Instant at) {
    Actor actor = new Actor(Optional.of(who), Optional.of("oid-" + who), Optional.empty());
    world.store.notice(
        World.SETUP, new ResourceChange(what, operation, actor, "c-" + operation + at, at));
  }

  /** Up to the first look of this step. */
  private void look(StepKind kind) {
    world.check();
    world.settleUntil(kind);
    world.run(kind);
  }

  /** At everything, as no event told of anything. */
  private void look() {
    world.sweep();
    world.settle();
  }

  private void check() {
    world.check();
    world.settle();
  }

  private Drift lastDrift(StepKind kind) {
    List<Drift> drifts = world.step(kind).drifts();
    return drifts.get(drifts.size() - 1);
  }

  /** By the drifts of the step that are remembered, oldest first. */
  private List<String> named(StepKind kind) {
    return world.step(kind).drifts().stream()
        .map(drift -> drift.cause().flatMap(change -> change.actor().name()).orElse(NOBODY))
        .toList();
  }

  private Instant now() {
    return world.clock.instant();
  }

  private static ResourceId connection(String name) {
    return SampleRequest.REGISTRY.child("privateEndpointConnections", name);
  }
}
