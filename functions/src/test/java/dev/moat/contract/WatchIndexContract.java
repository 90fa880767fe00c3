package dev.moat.contract;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.Watch;
import dev.moat.model.Watch.Reach;
import dev.moat.store.UnreadableException;
import dev.moat.store.WatchIndex;
import dev.moat.store.WatchIndex.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link WatchIndex} does. Each test begins with nothing watched. */
public abstract class WatchIndexContract {

  private static final SetupId ID = Samples.setupId("secureacr");
  private static final SetupId OTHER = Samples.setupId("zebraacr");

  private static final ResourceId REGISTRY = Samples.registryId("secureacr");
  private static final ResourceId HUB = Samples.network("vnet-hub");

  private static final Watch ON_REGISTRY =
      new Watch(StepName.of(StepKind.REGISTRY), REGISTRY, Reach.ITSELF);
  private static final Watch ON_LOCKDOWN =
      new Watch(StepName.of(StepKind.LOCKDOWN), REGISTRY, Reach.WITHIN);
  private static final Watch ON_SUBNET =
      new Watch(
          StepName.of(StepKind.SUBNET, "vnet-hub.endpoints"),
          HUB.child("subnets", "endpoints"),
          Reach.ITSELF);
  private static final Watch ON_ZONE =
      new Watch(StepName.of(StepKind.DNS_ZONE), Samples.zone(), Reach.ITSELF);

  private static final Watch ON_RECORDS =
      new Watch(
          StepName.of(StepKind.ZONE_GROUP), Samples.zone().child("A", "secureacr"), Reach.NAMES);

  private WatchIndex index;

  protected abstract WatchIndex nothingWatched();

  /** Makes what is stored of a watcher at this resource unreadable. */
  protected abstract void spoil(ResourceId shelf, Watcher watcher);

  @BeforeEach
  void begin_with_nothing_watched() {
    index = nothingWatched();
  }

  @Test
  void a_watcher_that_cannot_be_read_is_told_and_hides_no_other() {
    index.watch(ID, List.of(), List.of(ON_ZONE));
    index.watch(OTHER, List.of(), List.of(ON_ZONE));
    spoil(Samples.zone(), watcher(ID, ON_ZONE));
    List<UnreadableException> unreadable = new ArrayList<>();

    assertThat(index.watching(Samples.zone(), unreadable::add))
        .containsExactly(watcher(OTHER, ON_ZONE));

    assertThat(unreadable)
        .singleElement(as(THROWABLE))
        .hasMessageContaining("Cannot read")
        .hasMessageContaining(ID.value());
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> index.watching(Samples.zone()));
  }

  @Test
  void nobody_watches_what_was_never_watched() {
    assertThat(index.watching(REGISTRY)).isEmpty();
  }

  @Test
  void watchers_are_found_by_the_resource_and_by_the_top_level_resource_it_lies_in() {
    watch(ID, ON_REGISTRY, ON_SUBNET, ON_LOCKDOWN);

    assertThat(index.watching(REGISTRY)).containsExactly(watcher(ID, ON_REGISTRY, ON_LOCKDOWN));
    assertThat(index.watching(ON_SUBNET.resource())).containsExactly(watcher(ID, ON_SUBNET));
    assertThat(index.watching(HUB)).containsExactly(watcher(ID, ON_SUBNET));
    assertThat(index.watching(Samples.zone())).isEmpty();
  }

  @Test
  void who_watches_beside_a_resource_is_not_found_by_it() {
    watch(ID, ON_SUBNET, ON_ZONE, ON_RECORDS);

    assertThat(index.watching(HUB.child("subnets", "other"))).isEmpty();
    assertThat(index.watching(Samples.zone().child("A", "zebraacr"))).isEmpty();
    assertThat(index.watching(Samples.zone().child("virtualNetworkLinks", "l"))).isEmpty();
  }

  @Test
  void all_that_lies_in_a_registry_is_found_by_it() {
    watch(ID, ON_LOCKDOWN);

    assertThat(index.watching(REGISTRY.child("replications", "eastus")))
        .containsExactly(watcher(ID, ON_LOCKDOWN));
  }

  @Test
  void records_are_found_by_what_their_names_begin_with() {
    watch(ID, ON_RECORDS);

    assertThat(index.watching(Samples.zone().child("A", "secureacr")))
        .containsExactly(watcher(ID, ON_RECORDS));
    assertThat(index.watching(Samples.zone().child("a", "SecureACR.westus.data")))
        .containsExactly(watcher(ID, ON_RECORDS));
  }

  @Test
  void watchers_are_found_by_the_resource_group() {
    watch(ID, ON_REGISTRY, ON_SUBNET);

    assertThat(index.watching(Samples.group()))
        .containsExactly(watcher(ID, ON_REGISTRY, ON_SUBNET));
    assertThat(index.watching(new ResourceId("/subscriptions/s/resourceGroups/other"))).isEmpty();
  }

  @Test
  void watchers_are_found_by_any_spelling() {
    watch(ID, ON_REGISTRY);

    assertThat(index.watching(shouted(REGISTRY))).containsExactly(watcher(ID, ON_REGISTRY));
  }

  @Test
  void watches_of_two_spellings_are_on_one_shelf() {
    Watch shouted = new Watch(ON_LOCKDOWN.step(), shouted(REGISTRY), ON_LOCKDOWN.reach());

    watch(ID, ON_REGISTRY, shouted);

    assertThat(index.watching(REGISTRY)).containsExactly(watcher(ID, ON_REGISTRY, ON_LOCKDOWN));
    index.watch(ID, List.of(shouted), List.of());
    assertThat(index.watching(REGISTRY)).isEmpty();
  }

  @Test
  void the_same_watch_twice_is_one() {
    watch(ID, ON_REGISTRY, ON_REGISTRY);

    assertThat(index.watching(REGISTRY)).containsExactly(watcher(ID, ON_REGISTRY));
  }

  @Test
  void setups_that_share_a_resource_are_told_apart_in_the_order_of_their_ids() {
    watch(OTHER, ON_ZONE);
    watch(ID, ON_ZONE);

    assertThat(index.watching(Samples.zone()))
        .containsExactly(watcher(ID, ON_ZONE), watcher(OTHER, ON_ZONE));
    index.watch(ID, List.of(ON_ZONE), List.of());
    assertThat(index.watching(Samples.zone())).containsExactly(watcher(OTHER, ON_ZONE));
  }

  @Test
  void what_is_watched_at_a_resource_replaces_what_was_watched_there() {
    watch(ID, ON_REGISTRY);

    watch(ID, ON_LOCKDOWN);

    assertThat(index.watching(REGISTRY)).containsExactly(watcher(ID, ON_LOCKDOWN));
    assertThat(index.watching(Samples.group())).containsExactly(watcher(ID, ON_LOCKDOWN));
  }

  @Test
  void what_is_not_spoken_of_stays_watched() {
    watch(ID, ON_REGISTRY);

    watch(ID, ON_SUBNET);

    assertThat(index.watching(REGISTRY)).containsExactly(watcher(ID, ON_REGISTRY));
  }

  @Test
  void what_was_watched_before_and_no_longer_is_removed() {
    watch(ID, ON_REGISTRY, ON_SUBNET);

    index.watch(ID, List.of(ON_REGISTRY, ON_SUBNET), List.of(ON_SUBNET));

    assertThat(index.watching(REGISTRY)).isEmpty();
    assertThat(index.watching(HUB)).containsExactly(watcher(ID, ON_SUBNET));
    assertThat(index.watching(Samples.group())).containsExactly(watcher(ID, ON_SUBNET));
  }

  @Test
  void what_stands_on_a_shelf_as_before_is_not_written_again() {
    index.watch(ID, List.of(ON_REGISTRY, ON_ZONE), List.of(ON_REGISTRY, ON_LOCKDOWN, ON_ZONE));

    assertThat(index.watching(REGISTRY)).containsExactly(watcher(ID, ON_REGISTRY, ON_LOCKDOWN));
    assertThat(index.watching(Samples.zone())).isEmpty();
  }

  @Test
  void what_was_never_watched_can_be_removed() {
    index.watch(ID, List.of(ON_REGISTRY), List.of());

    assertThat(index.watching(REGISTRY)).isEmpty();
  }

  @Test
  void a_whole_plan_is_watched_at_one_resource_group() {
    List<Watch> many =
        IntStream.range(0, 200)
            .mapToObj(i -> HUB.child("subnets", "subnet-with-a-long-name-" + i))
            .map(
                subnet ->
                    new Watch(StepName.of(StepKind.SUBNET, subnet.name()), subnet, Reach.ITSELF))
            .toList();

    index.watch(ID, List.of(), many);

    assertThat(index.watching(Samples.group())).containsExactly(new Watcher(ID, many));
  }

  private void watch(SetupId setup, Watch... now) {
    index.watch(setup, List.of(), List.of(now));
  }

  private static Watcher watcher(SetupId setup, Watch... watches) {
    return new Watcher(setup, List.of(watches));
  }

  private static ResourceId shouted(ResourceId resource) {
    return new ResourceId(resource.value().toUpperCase(Locale.ROOT));
  }
}
