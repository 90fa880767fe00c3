package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static dev.moat.model.StepKind.LINK;
import static dev.moat.model.StepKind.SUBNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.DriftPolicy;
import dev.moat.model.OnDrift;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.model.Watch;
import dev.moat.plan.Plans;
import dev.moat.step.Steps;
import dev.moat.store.Sweeps.Sweep;
import dev.moat.store.WriteHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepingTest {

  private static final ResourceId OLD_LINK = SampleRequest.ZONE.child("virtualNetworkLinks", "old");
  private static final String OTHER_ENDPOINT = "secureacr-pe-2";

  @Test
  void a_setup_is_watched_before_it_is_recorded() {
    World world = new World();
    List<WriteHook.Write> writes = new ArrayList<>();
    world.store.around(
        new WriteHook() {
          @Override
          public void before(Write write) {
            writes.add(write);
          }
        });

    world.take(SampleRequest.TEXT);

    assertThat(writes).contains(WriteHook.Write.WATCH, WriteHook.Write.COMMIT);
    assertThat(writes.indexOf(WriteHook.Write.WATCH))
        .isLessThan(writes.indexOf(WriteHook.Write.COMMIT));
    assertThat(watched(world, SampleRequest.ENDPOINT)).isTrue();
    assertThat(watched(world, SampleRequest.LINK)).isTrue();
    assertThat(watched(world, SampleRequest.REGISTRY)).isTrue();
  }

  @Test
  void a_setup_that_crashes_before_it_is_recorded_is_watched() {
    World world = new World();
    world.beforeEachCommit(
        () -> {
          throw new IllegalStateException("crash");
        });

    assertThatThrownBy(() -> world.take(SampleRequest.TEXT)).hasMessage("crash");

    assertThat(watched(world, SampleRequest.ENDPOINT)).isTrue();
  }

  @Test
  void a_newer_generation_lets_go_what_only_the_older_one_watched() {
    World world = World.inWhichAllIsKept();

    world.take(otherEndpoint());

    assertThat(watched(world, SampleRequest.ENDPOINT)).isFalse();
    assertThat(watched(world, sibling())).isTrue();
    assertThat(watched(world, SampleRequest.LINK)).isTrue();
  }

  @Test
  void until_a_newer_generation_is_recorded_both_are_watched() {
    World world = World.inWhichAllIsKept();
    world.beforeEachCommit(
        () -> {
          throw new IllegalStateException("crash");
        });

    assertThatThrownBy(() -> world.take(otherEndpoint())).hasMessage("crash");

    assertThat(watched(world, SampleRequest.ENDPOINT)).isTrue();
    assertThat(watched(world, sibling())).isTrue();
  }

  @Test
  void what_a_step_adopted_is_watched_from_the_end_on() {
    World world = World.withSetup();
    for (StepKind kind : StepKind.values()) {
      world.kept(kind);
    }
    world.record(LINK, step -> step.outputs(Map.of("link", OLD_LINK.value())));
    assertThat(watched(world, OLD_LINK)).isFalse();

    world.tell("end");

    assertThat(watched(world, OLD_LINK)).isTrue();
  }

  @Test
  void what_a_check_found_in_its_place_is_watched_although_it_changed_nothing() {
    World world = World.inWhichAllIsKept();
    world.checking();
    world.record(LINK, step -> step.outputs(Map.of("link", OLD_LINK.value())));

    world.tell("end");

    assertThat(watched(world, OLD_LINK)).isTrue();
  }

  @Test
  void a_check_writes_only_what_it_found_beside_the_plan() {
    World world = World.inWhichAllIsKept();
    world.checking();
    world.record(LINK, step -> step.outputs(Map.of("link", OLD_LINK.value())));
    forget(world);

    world.tell("end");

    assertThat(watched(world, OLD_LINK)).isTrue();
    assertThat(watched(world, SampleRequest.ENDPOINT)).isFalse();
  }

  @Test
  void the_end_of_a_generation_writes_all() {
    World world = World.withSetup();
    for (StepKind kind : StepKind.values()) {
      world.kept(kind);
    }
    forget(world);

    world.tell("end");

    assertThat(watched(world, SampleRequest.ENDPOINT)).isTrue();
  }

  @Test
  void a_look_at_everything_makes_good_what_the_index_lost() {
    World world = World.inWhichAllIsKept();
    forget(world);

    world.check();
    assertThat(watched(world, SampleRequest.ENDPOINT)).isFalse();
    world.sweep();

    assertThat(watched(world, SampleRequest.ENDPOINT)).isTrue();
    assertThat(watched(world, SampleRequest.SUBNET)).isTrue();
  }

  @Test
  void it_is_watched_before_the_end_is_recorded() {
    World world = World.inWhichAllIsKept();
    world.record(LINK, step -> step.outputs(Map.of("link", OLD_LINK.value())));
    world.checking();
    world.beforeEachCommit(
        () -> {
          throw new IllegalStateException("crash");
        });

    assertThatThrownBy(() -> world.tell("end")).hasMessage("crash");

    assertThat(watched(world, OLD_LINK)).isTrue();
  }

  @Test
  void what_was_adopted_is_watched_in_the_next_generation_from_its_beginning() {
    World world = World.inWhichAllIsKept();
    world.record(LINK, step -> step.outputs(Map.of("link", OLD_LINK.value())));

    world.take(SampleRequest.again("secureacr-2"));

    assertThat(watched(world, OLD_LINK)).isTrue();
  }

  @Test
  void what_moat_left_behind_is_watched_as_long_as_it_is_moats() {
    World world = World.inWhichAllIsKept();
    world.record(SUBNET, step -> step.createdByMoat(true));
    world.take(otherNetwork("secureacr-2"));
    assertThat(watched(world, SampleRequest.SUBNET)).isTrue();
    world.store.notice(World.SETUP, Mallory.deleted(SampleRequest.SUBNET));
    world.check();

    world.take(otherNetwork("secureacr-3"));

    assertThat(watched(world, SampleRequest.SUBNET)).isFalse();
  }

  @Test
  void what_was_left_behind_unwatched_is_watched_from_the_next_end_on() {
    World world = World.inWhichAllIsKept();
    world.record(IDENTITY_GRANT, step -> step.createdByMoat(true));
    world.take(SampleRequest.withoutRoles("secureacr-2"));
    world.store.watch(World.SETUP, watches(world, SampleRequest.REGISTRY), List.of());
    EnumSet.complementOf(EnumSet.of(IDENTITY_GRANT)).forEach(world::kept);

    world.tell("end");

    assertThat(watched(world, Made.resource(IDENTITY_GRANT))).isTrue();
  }

  @Test
  void what_was_left_behind_and_has_an_identity_needs_no_watch() {
    World world = World.inWhichAllIsKept();
    world.record(ENDPOINT, step -> step.createdByMoat(true).outputs(Map.of("madeAs", "guid-1")));

    world.take(otherEndpoint());

    assertThat(watched(world, SampleRequest.ENDPOINT)).isFalse();
  }

  @Test
  void a_sweep_is_planned_at_the_first_end_for_the_reads_that_it_takes() {
    World world = World.withSetup();
    assertThat(sweeps(world)).isEmpty();
    for (StepKind kind : StepKind.values()) {
      world.kept(kind);
    }

    world.tell("end");

    Sweep sweep = sweeps(world).get(0);
    assertThat(sweep.setup()).isEqualTo(World.SETUP);
    assertThat(sweep.subscription()).isEqualTo(SampleRequest.REGISTRY.subscription());
    assertThat(sweep.reads()).isEqualTo(reads() - reads(StepKind.PREFLIGHT));
    assertThat(sweep.due()).isBetween(World.NOON, World.NOON.plus(Duration.ofHours(6)));
  }

  @Test
  void what_is_ignored_takes_no_reads() {
    World world = World.withSetup();
    world.policy(new DriftPolicy(OnDrift.IGNORE, Map.of("zone-group", OnDrift.REPORT), false));
    for (StepKind kind : StepKind.values()) {
      world.kept(kind);
    }

    world.tell("end");

    assertThat(sweeps(world).get(0).reads()).isEqualTo(reads(StepKind.ZONE_GROUP));
  }

  @Test
  void the_end_of_a_check_leaves_the_sweep_where_it_is() {
    World world = World.inWhichAllIsKept();
    Sweep planned = sweeps(world).get(0);
    Sweep later = new Sweep(World.SETUP, "s", 7, planned.due().plusSeconds(1));
    world.store.plan(later);
    world.checking();

    world.tell("end");

    assertThat(sweeps(world)).containsExactly(later);
  }

  private static String otherEndpoint() {
    return SampleRequest.again("secureacr-2").replace("secureacr-pe", OTHER_ENDPOINT);
  }

  private static String otherNetwork(String requestId) {
    return SampleRequest.again(requestId).replace("secureacr-vnet", "other-vnet");
  }

  private static ResourceId sibling() {
    return new ResourceId(SampleRequest.ENDPOINT.value().replace("secureacr-pe", OTHER_ENDPOINT));
  }

  /** Nothing of the setup stands in the index any more. */
  private static void forget(World world) {
    world.store.watch(World.SETUP, Watches.of(world.state()), List.of());
  }

  private static boolean watched(World world, ResourceId resource) {
    return watches(world, resource).stream().map(Watch::resource).anyMatch(resource::equals);
  }

  private static List<Watch> watches(World world, ResourceId resource) {
    return world.store.watching(resource).stream()
        .flatMap(watcher -> watcher.watches().stream())
        .toList();
  }

  private static List<Sweep> sweeps(World world) {
    return world.store.due(World.NOON.plus(Duration.ofDays(9)));
  }

  private static int reads(StepKind... kinds) {
    List<StepKind> wanted = kinds.length == 0 ? List.of(StepKind.values()) : List.of(kinds);
    return Plans.of(SampleRequest.REQUEST).steps().stream()
        .filter(step -> wanted.contains(step.name().kind()))
        .mapToInt(step -> Steps.task(step.name().kind(), step.desired()).reads())
        .sum();
  }
}
