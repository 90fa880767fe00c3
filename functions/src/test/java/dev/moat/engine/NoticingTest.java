package dev.moat.engine;

import static dev.moat.model.StepKind.ENDPOINT;
import static dev.moat.model.StepKind.IDENTITY_GRANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.moat.model.Actor;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRequest;
import dev.moat.model.Watch;
import dev.moat.queue.QueueException;
import dev.moat.queue.Queues;
import dev.moat.store.UnreadableException;
import dev.moat.store.Versioned;
import dev.moat.store.WatchIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoticingTest {

  private static final Actor MOAT =
      new Actor(Optional.empty(), Optional.of("oid-moat"), Optional.of("app-moat"));
  private static final SetupId OTHER = new SetupId("other-0123456789");

  private final World world = World.inWhichAllIsKept();
  private final List<ResourceId> lookedUp = new ArrayList<>();
  private int watchersRead;
  private int principalReads;

  @Test
  void a_change_that_concerns_nobody_costs_one_look_up() {
    tell(Mallory.wrote(SampleRequest.GROUP.extension("Microsoft.Web", "sites", "shop")));

    assertThat(lookedUp).hasSize(1);
    assertThat(world.queues.sent()).isEmpty();
    assertThat(principalReads).isZero();
  }

  @Test
  void a_change_beside_what_is_watched_concerns_nobody() {
    tell(Mallory.wrote(SampleRequest.NETWORK.child("subnets", "someone-elses")));

    assertThat(lookedUp).hasSize(1);
    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void what_nobody_watches_is_an_empty_place_in_a_hub_of_many_setups() {
    hubOf(1000);

    tell(Mallory.wrote(SampleRequest.ZONE.child("A", "unknownacr.westus.data")));
    tell(Mallory.deleted(SampleRequest.ZONE.child("virtualNetworkLinks", "unknown")));
    tell(Mallory.wrote(SampleRequest.NETWORK.child("subnets", "unknown")));
    tell(Mallory.wrote(grantOn(SampleRequest.ZONE)));
    tell(Mallory.wrote(grantOn(SampleRequest.GROUP)));

    assertThat(lookedUp).hasSize(5);
    assertThat(watchersRead).isZero();
  }

  @Test
  void one_setup_of_many_is_read_and_told_of_its_own_record() {
    List<SetupId> setups = hubOf(1000);

    tell(Mallory.wrote(SampleRequest.ZONE.child("A", "hubacr7.westus.data")));

    assertThat(told()).containsExactly(setups.get(7));
    assertThat(watchersRead).isEqualTo(1);
  }

  @Test
  void the_removal_of_what_all_share_is_told_to_all() {
    List<SetupId> setups = hubOf(1000);
    setups.add(World.SETUP);

    tell(Mallory.deleted(SampleRequest.ZONE));

    assertThat(told()).containsExactlyInAnyOrderElementsOf(setups);
  }

  static Stream<ResourceId> watched() {
    return Stream.of(
        SampleRequest.REGISTRY,
        SampleRequest.REGISTRY.child("replications", "eastus"),
        SampleRequest.REGISTRY.child("privateEndpointConnections", "c.0-1"),
        Watches.of(SampleRequest.REQUEST, Optional.empty()).stream()
            .filter(watch -> watch.step().kind() == IDENTITY_GRANT)
            .findFirst()
            .orElseThrow()
            .resource(),
        SampleRequest.ENDPOINT,
        SampleRequest.ENDPOINT.child("privateDnsZoneGroups", "deployedByPolicy"),
        SampleRequest.NETWORK,
        SampleRequest.SUBNET,
        SampleRequest.ZONE,
        SampleRequest.LINK,
        SampleRequest.ZONE.child("A", "secureacr2021"),
        SampleRequest.ZONE.child("A", "secureacr2021.westus.data"));
  }

  @ParameterizedTest
  @MethodSource("watched")
  void what_is_watched_is_found_in_any_case_of_letters(ResourceId resource) {
    tell(Mallory.wrote(resource));
    tell(Mallory.deleted(new ResourceId(resource.value().toUpperCase(Locale.ROOT))));
    tell(Mallory.deleted(new ResourceId(resource.value().toLowerCase(Locale.ROOT))));

    assertThat(told()).containsExactly(World.SETUP, World.SETUP, World.SETUP);
    assertThat(lookedUp).hasSize(3);
  }

  @Test
  void a_change_is_sent_to_the_setup_that_it_concerns() {
    ResourceChange change = Mallory.wrote(SampleRequest.ENDPOINT);

    tell(change);

    Outgoing sent = world.queues.sentTo(Messages.RESOURCE_CHANGES).get(0);
    assertThat(Messages.readNotice(sent.body())).isEqualTo(new Notice(World.SETUP, change));
    assertThat(sent.notBefore()).isEmpty();
    assertThat(world.queues.sent()).hasSize(1);
    assertThat(world.state().noticed()).isEmpty();
  }

  @Test
  void a_change_of_what_several_setups_share_is_sent_to_each() {
    world.store.watch(
        OTHER,
        List.of(),
        List.of(new Watch(World.name(ENDPOINT), SampleRequest.ZONE, Watch.Reach.ITSELF)));

    tell(Mallory.wrote(SampleRequest.ZONE));

    assertThat(told()).containsExactlyInAnyOrder(World.SETUP, OTHER);
  }

  @Test
  void a_watcher_that_cannot_be_read_keeps_the_change_from_no_other() {
    Watch watch = new Watch(World.name(ENDPOINT), SampleRequest.ZONE, Watch.Reach.ITSELF);
    world.store.watch(OTHER, List.of(), List.of(watch));
    world.store.spoil(new WatchIndex.Watcher(OTHER, List.of(watch)));

    assertThatThrownBy(() -> tell(Mallory.wrote(SampleRequest.ZONE)))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining(OTHER.value());

    assertThat(told()).containsExactly(World.SETUP);
  }

  @Test
  void whether_a_setup_that_cannot_be_read_made_a_change_is_not_guessed() {
    world.store.watch(
        OTHER,
        List.of(),
        List.of(new Watch(World.name(ENDPOINT), SampleRequest.ZONE, Watch.Reach.ITSELF)));
    world.store.spoil(world.setup());

    tell(
        new ResourceChange(SampleRequest.ZONE, "Microsoft.X/y/write", MOAT, "c-moat", Mallory.ONE));

    assertThat(told()).containsExactlyInAnyOrder(World.SETUP, OTHER);
  }

  @Test
  void a_deleted_resource_group_concerns_what_lay_in_it() {
    tell(Mallory.deleted(SampleRequest.GROUP));

    assertThat(world.queues.sent()).hasSize(1);
  }

  @Test
  void resources_that_were_moved_out_of_a_group_concern_who_watches_something_in_it() {
    List<SetupId> setups = hubOf(2);
    setups.add(World.SETUP);

    tell(Mallory.movedOutOf(SampleRequest.GROUP));
    assertThat(told()).containsExactlyInAnyOrderElementsOf(setups);
    assertThat(lookedUp).hasSize(1);

    tell(Mallory.movedOutOf(new ResourceId(SampleRequest.GROUP + "-2")));
    assertThat(told()).hasSize(3);
  }

  @Test
  void an_event_that_cannot_be_sent_on_is_left_to_event_grid() {
    world.queues.beforeSend(
        message -> {
          throw new QueueException("full", new IllegalStateException());
        });

    assertThatThrownBy(() -> tell(Mallory.wrote(SampleRequest.ZONE)))
        .isInstanceOf(QueueException.class);
  }

  @Test
  void all_who_are_concerned_are_told_in_one_go() {
    List<SetupId> setups = hubOf(10);
    setups.add(World.SETUP);
    List<List<Outgoing>> sent = new ArrayList<>();
    Queues counting =
        new Queues() {
          @Override
          public void send(Outgoing message) {
            throw new AssertionError("One by one: " + message);
          }

          @Override
          public void sendAll(List<Outgoing> messages) {
            sent.add(messages);
          }
        };

    noticing(counting).tell(Mallory.deleted(SampleRequest.ZONE));

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0))
        .extracting(message -> Messages.readNotice(message.body()).setup())
        .containsExactlyInAnyOrderElementsOf(setups);
  }

  @Test
  void the_same_event_twice_is_one_message() {
    tell(Mallory.wrote(SampleRequest.ENDPOINT));
    tell(Mallory.wrote(SampleRequest.ENDPOINT));

    assertThat(world.queues.sent()).extracting(Outgoing::messageId).hasSize(2);
    assertThat(world.queues.sent()).extracting(Outgoing::messageId).containsOnly(id());
  }

  @Test
  void events_that_differ_in_anything_are_several_messages() {
    ResourceChange one = Mallory.wrote(SampleRequest.ENDPOINT);
    List<ResourceChange> others =
        List.of(
            one,
            Mallory.deleted(SampleRequest.ENDPOINT),
            Mallory.wrote(SampleRequest.ZONE),
            Mallory.wrote(SampleRequest.ENDPOINT, Mallory.ONE.plusMillis(1)),
            new ResourceChange(one.resource(), one.operation(), MOAT, "c-mallory", one.at()),
            new ResourceChange(one.resource(), one.operation(), one.actor(), "c-2", one.at()));

    assertThat(others)
        .extracting(change -> new Notice(World.SETUP, change).messageId())
        .doesNotHaveDuplicates();
    assertThat(new Notice(OTHER, one).messageId())
        .isNotEqualTo(new Notice(World.SETUP, one).messageId());
  }

  @Test
  void a_change_that_moat_made_for_the_setup_is_dropped() {
    world.record(ENDPOINT, step -> step.correlationId("c-moat"));

    tell(by(MOAT, "C-MOAT"));

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_change_that_moat_made_before_its_latest_is_dropped() {
    world.record(ENDPOINT, step -> step.correlationId("c-removal").correlationId("c-creation"));

    tell(by(MOAT, "c-removal"));
    tell(by(MOAT, "c-creation"));

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_change_that_moat_made_in_an_older_generation_is_dropped() {
    world.record(ENDPOINT, step -> step.correlationId("c-earlier").correlationId("c-moat"));
    world.take(SampleRequest.again("secureacr-2"));
    world.queues.take();

    tell(by(MOAT, "c-earlier"));
    tell(by(MOAT, "c-moat"));

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void a_change_that_moat_made_for_one_setup_is_dropped_for_all() {
    world.store.watch(
        OTHER,
        List.of(),
        List.of(new Watch(World.name(ENDPOINT), SampleRequest.ENDPOINT, Watch.Reach.ITSELF)));
    world.record(ENDPOINT, step -> step.correlationId("c-moat"));

    tell(by(MOAT, "c-moat"));

    assertThat(world.queues.sent()).isEmpty();
  }

  @Test
  void what_moat_removed_for_one_setup_is_news_to_the_others() {
    world.store.watch(
        OTHER,
        List.of(),
        List.of(new Watch(World.name(ENDPOINT), SampleRequest.LINK, Watch.Reach.ITSELF)));
    world.record(ENDPOINT, step -> step.correlationId("c-moat"));

    tell(
        new ResourceChange(
            SampleRequest.LINK, "Microsoft.X/y/delete", MOAT, "c-moat", Mallory.ONE));

    assertThat(told()).containsExactly(OTHER);
  }

  @Test
  void a_change_with_moats_principal_that_moat_did_not_make_is_sent() {
    world.record(ENDPOINT, step -> step.correlationId("c-moat"));

    tell(by(MOAT, "c-of-a-person-with-moats-secret"));

    assertThat(world.queues.sent()).hasSize(1);
  }

  @Test
  void a_change_of_another_principal_under_moats_correlation_id_is_sent() {
    world.record(ENDPOINT, step -> step.correlationId("c-moat"));

    tell(by(Mallory.ACTOR, "c-moat"));

    assertThat(world.queues.sent()).hasSize(1);
  }

  @Test
  void a_change_whose_principal_nobody_knows_is_sent() {
    world.record(ENDPOINT, step -> step.correlationId("c-moat"));

    tell(by(Actor.UNKNOWN, "c-moat"));

    assertThat(world.queues.sent()).hasSize(1);
  }

  @Test
  void a_noticed_change_is_remembered_and_looked_into_when_the_burst_is_over() {
    ResourceChange change = Mallory.wrote(SampleRequest.ENDPOINT);
    world.pass(Duration.ofMillis(1200));

    noticing().note(new Notice(World.SETUP, change));

    assertThat(world.state().noticed()).extracting(Versioned::value).containsExactly(change);
    Outgoing sent = world.queues.sentTo(Messages.DRIFT_CHECKS).get(0);
    assertThat(sent.notBefore()).contains(Instant.parse("2026-11-21T13:00:03.250Z"));
    DriftCheckCall call = Messages.readDriftCheck(sent.body());
    assertThat(call.setup()).isEqualTo(World.SETUP);
    assertThat(call.everything()).isFalse();
  }

  @Test
  void all_changes_of_a_burst_lead_to_one_call_and_the_next_burst_to_another() {
    noticing().note(new Notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT)));
    world.pass(Duration.ofMillis(2999));
    noticing().note(new Notice(World.SETUP, Mallory.deleted(SampleRequest.ENDPOINT)));
    assertThat(world.queues.sent()).extracting(Outgoing::messageId).containsOnly(id());
    assertThat(world.state().noticed()).hasSize(2);
    world.pass(Duration.ofMillis(1));

    noticing().note(new Notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT)));

    assertThat(world.queues.sent()).extracting(Outgoing::messageId).last().isNotEqualTo(id());
    assertThat(world.queues.sent().get(2).notBefore())
        .contains(Instant.parse("2026-11-21T13:00:06.250Z"));
  }

  @Test
  void bursts_of_two_setups_are_two_calls() {
    noticing().note(new Notice(World.SETUP, Mallory.wrote(SampleRequest.ZONE)));
    noticing().note(new Notice(OTHER, Mallory.wrote(SampleRequest.ZONE)));

    assertThat(world.queues.sent()).extracting(Outgoing::messageId).doesNotHaveDuplicates();
  }

  @Test
  void the_change_is_remembered_before_it_is_called_for() {
    world.queues.beforeSend(
        message -> assertThat(world.state().noticed()).as("when called for").hasSize(1));

    noticing().note(new Notice(World.SETUP, Mallory.wrote(SampleRequest.ENDPOINT)));

    assertThat(world.queues.sent()).hasSize(1);
  }

  private static ResourceChange by(Actor actor, String correlationId) {
    return new ResourceChange(
        SampleRequest.ENDPOINT, "Microsoft.X/y/write", actor, correlationId, Mallory.ONE);
  }

  /** So many other setups whose registries share the network and the zone. */
  private List<SetupId> hubOf(int count) {
    List<SetupId> setups = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SetupRequest request = SampleRequest.of("hubacr" + i, "hub-pe-" + i);
      world.store.watch(request.setupId(), List.of(), Watches.of(request, Optional.empty()));
      setups.add(request.setupId());
    }
    return setups;
  }

  private static ResourceId grantOn(ResourceId scope) {
    return scope.extension("Microsoft.Authorization", "roleAssignments", "unknown");
  }

  /** The setups that were told of a change. */
  private List<SetupId> told() {
    return world.queues.sentTo(Messages.RESOURCE_CHANGES).stream()
        .map(message -> Messages.readNotice(message.body()).setup())
        .toList();
  }

  private String id() {
    return world.queues.sent().get(0).messageId();
  }

  private void tell(ResourceChange change) {
    noticing().tell(change);
  }

  private Noticing noticing() {
    return noticing(world.queues);
  }

  private Noticing noticing(Queues queues) {
    WatchIndex counting =
        new WatchIndex() {
          @Override
          public List<Watcher> watching(
              ResourceId resource, Consumer<UnreadableException> unreadable) {
            lookedUp.add(resource);
            List<Watcher> found = world.store.watching(resource, unreadable);
            watchersRead += found.size();
            return found;
          }

          @Override
          public void watch(SetupId setup, Collection<Watch> before, Collection<Watch> now) {
            throw new AssertionError("Nothing is to be written");
          }
        };
    return new Noticing(
        counting,
        world.store,
        queues,
        () -> {
          principalReads++;
          return MOAT;
        },
        World.SETTINGS.drift(),
        world.clock);
  }
}
