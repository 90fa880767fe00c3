package dev.moat.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.moat.contract.TestClock;
import dev.moat.engine.Messages;
import dev.moat.engine.Verb;
import dev.moat.localazure.resourcemanager.RecordedCall;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.simulation.InProcessAzure;
import dev.moat.store.HistoryEntry;
import dev.moat.store.StoreException;
import dev.moat.store.WatchIndex.Watcher;
import dev.moat.store.table.AzuriteExtension;
import dev.moat.store.table.AzuriteTables;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole setups that an older version left behind, carried on by this one. */
@ExtendWith(AzuriteExtension.class)
final class UpgradeIT {

  private static final String OPEN = "{\"properties\":{\"publicNetworkAccess\":\"Enabled\"}}";

  private static final Duration DEPLOYMENT = Duration.ofMinutes(1);

  private final AzuriteTables azurite;

  UpgradeIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void what_was_running_is_finished_and_nothing_is_made_twice(String version) {
    Moment moment = Moment.read(version + "/running");
    Installation moat = upgraded(moment);
    String begun = moat.step(StepKind.ENDPOINT).operation().orElseThrow().pollUrl();

    moat.settle();

    assertThatItIsPrivate(moat);
    assertThat(moat.state(Wish.OTHER_SETUP).setup().value().status())
        .as("the setup whose request nobody had received")
        .isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(writes(moat, "PUT"))
        .as("resources made since the upgrade")
        .doesNotContainAnyElementsOf(made(moment));
    assertThat(moat.azure.calls())
        .extracting(RecordedCall::path)
        .as("calls, with one to the operation that the older version had begun")
        .contains(URI.create(begun).getPath());
    assertThat(moat.state().unsent()).isEmpty();
    assertThat(moat.store.watching(Wish.REGISTRY)).as("who watches the registry").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void what_was_just_accepted_is_done(String version) {
    Installation moat = upgraded(Moment.read(version + "/accepted"));

    moat.settle();

    assertThatItIsPrivate(moat);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void what_had_succeeded_is_looked_at_again_and_repaired(String version) {
    Installation moat = upgraded(Moment.read(version + "/succeeded"));
    moat.owner("PATCH", Wish.REGISTRY, Wish.REGISTRY_VERSION, OPEN);

    moat.queues.send(checkOfEverything());
    moat.settle();

    assertThatItIsPrivate(moat);
    assertThat(moat.store.history(Wish.SETUP, 50))
        .extracting(HistoryEntry::reason)
        .contains("LockdownDrifted", "LockdownRepaired", "SetupRepaired");
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void who_watches_a_record_is_found_after_a_look_at_everything(String version) {
    Installation moat = upgraded(Moment.read(version + "/succeeded"));
    ResourceId record = Wish.ZONE.child("A", Wish.REGISTRY.name());
    assertThat(moat.store.watching(record)).isEmpty();

    moat.queues.send(checkOfEverything());
    moat.settle();

    assertThat(moat.store.watching(record)).extracting(Watcher::setup).containsExactly(Wish.SETUP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void what_had_failed_is_replayed(String version) {
    Installation moat = upgraded(Moment.read(version + "/failed"));
    assertThat(moat.step(StepKind.LINK).error().orElseThrow().code())
        .isEqualTo("LinkToAnotherNetwork");
    moat.owner("DELETE", Wish.LINK, Wish.DNS_VERSION, null);

    moat.ask(new Verb.Replay(Set.of()));
    moat.settle();

    assertThatItIsPrivate(moat);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void the_same_request_is_recognised_and_a_new_one_changes_nothing(String version) {
    Installation moat = upgraded(Moment.read(version + "/succeeded"));

    moat.post(Wish.SAMPLE, "message-again");
    moat.settle();
    assertThat(moat.setup().generation()).isEqualTo(1);
    assertThat(moat.queues.sentTo(Messages.REJECTED_REQUESTS)).isEmpty();

    moat.post(Wish.SAMPLE.replace("secureacr-1", "secureacr-2"), "message-2");
    moat.settle();
    assertThat(moat.setup().generation()).isEqualTo(2);
    assertThatItIsPrivate(moat);
    assertThat(writes(moat, "PUT", "PATCH", "DELETE")).isEmpty();
    assertThat(moat.store.watching(Wish.REGISTRY)).as("who watches the registry").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core", "drift", "operators"})
  void what_an_older_version_made_is_torn_down(String version) {
    Installation moat = upgraded(Moment.read(version + "/succeeded"));

    moat.tearDown();
    moat.settle();

    assertThat(moat.setup().status()).isEqualTo(SetupStatus.TORN_DOWN);
    assertThat(access(moat)).isEqualTo("Enabled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drift", "operators"})
  void what_was_being_checked_is_repaired_and_what_changed_meanwhile_is_looked_into(
      String version) {
    Installation moat = upgraded(Moment.read(version + "/checking"));
    assertThat(access(moat)).isEqualTo("Enabled");

    moat.settle();

    assertThatItIsPrivate(moat);
    assertThat(moat.state().noticed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"drift", "operators"})
  void what_had_drifted_is_put_right_by_a_replay(String version) {
    Installation moat = upgraded(Moment.read(version + "/drifted"));
    assertThat(moat.step(StepKind.IDENTITY_GRANT).drifts()).hasSize(1);

    moat.ask(new Verb.Replay(Set.of()));
    moat.settle();

    assertThatItIsPrivate(moat);
    assertThat(writes(moat, "PUT", "PATCH", "DELETE")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drift", "operators"})
  void what_an_older_generation_had_is_still_known(String version) {
    Installation moat = upgraded(Moment.read(version + "/asked-again"));

    moat.tearDown();
    moat.settle();

    assertThat(moat.setup().status()).isEqualTo(SetupStatus.TORN_DOWN);
  }

  @Test
  void what_was_cancelled_is_replayed() {
    Installation moat = upgraded(Moment.read("operators/cancelled"));

    moat.ask(new Verb.Replay(Set.of()));
    moat.settle();

    assertThatItIsPrivate(moat);
  }

  @Test
  void what_waited_for_its_owner_is_approved_and_the_caller_is_told() {
    Installation moat = upgraded(Moment.read("operators/waiting"));

    moat.ask(new Verb.Decide(true));
    moat.settle();

    assertThatItIsPrivate(moat);
    assertThat(moat.queues.sentTo("reply/setup-outcomes"))
        .extracting(Outgoing::body)
        .anyMatch(body -> body.contains("\"dev.moat.setup.succeeded\""));
  }

  @Test
  void what_was_restored_for_a_time_is_locked_when_the_time_is_over() {
    Installation moat = upgraded(Moment.read("operators/restored"));
    assertThat(access(moat)).isEqualTo("Enabled");

    moat.clock.advance(Duration.ofHours(4));
    moat.settle();

    assertThatItIsPrivate(moat);
  }

  @Test
  void what_was_being_torn_down_is_gone_in_the_end() {
    Installation moat = upgraded(Moment.read("operators/tearing-down"));

    moat.settle();

    assertThat(moat.setup().status()).isEqualTo(SetupStatus.TORN_DOWN);
  }

  @Test
  void what_was_torn_down_is_made_again_on_request() {
    Installation moat = upgraded(Moment.read("operators/torn-down"));

    moat.post(Wish.SAMPLE.replace("secureacr-1", "secureacr-2"), "message-2");
    moat.settle();

    assertThatItIsPrivate(moat);
  }

  /** After a roll back: what a newer version has written is left alone until that is back. */
  @Test
  void what_a_newer_schema_says_is_refused_and_goes_on_when_the_newer_version_is_back() {
    Installation moat = upgraded(Moment.read("operators/accepted"));
    Outgoing message = moat.queues.sentTo(Messages.SETUP_EVENTS).get(0);
    moat.queues.receive(message);
    moat.schemaIs(Wish.SETUP, 2);

    for (int delivery = 1; delivery <= 10; delivery++) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> moat.handle(message))
          .withMessageContaining("Cannot read row " + Wish.SETUP + "|setup: its schema is 2")
          .withMessageContaining("Deploy the version that wrote it");
    }
    assertThat(moat.queues.sent()).as("messages that followed").isEmpty();
    assertThat(moat.azure.calls()).isEmpty();

    moat.schemaIs(Wish.SETUP, 1);
    moat.sendAgain(message);
    moat.settle();

    assertThatItIsPrivate(moat);
  }

  @Test
  void a_setup_that_cannot_be_read_holds_up_no_other() {
    Installation moat = upgraded(Moment.read("operators/running"));
    moat.deliverUntil(() -> moat.store.load(Wish.OTHER_SETUP).isPresent());
    moat.queues.take();
    moat.schemaIs(Wish.OTHER_SETUP, 2);
    moat.clock.advance(Duration.ofHours(1));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(moat::callOverdue)
        .withMessageContaining("Cannot read row " + Wish.OTHER_SETUP);

    assertThat(moat.queues.sent())
        .extracting(Outgoing::messageId)
        .anyMatch(id -> id.startsWith(Wish.SETUP + "/"))
        .noneMatch(id -> id.startsWith(Wish.OTHER_SETUP + "/"));
  }

  private Installation upgraded(Moment moment) {
    TestClock clock = new TestClock(moment.at());
    Installation moat = new Installation(clock, azurite.emptyStore(clock), azurite.service());
    moat.takeOver(moment);
    clock.advance(DEPLOYMENT);
    return moat;
  }

  private static void assertThatItIsPrivate(Installation moat) {
    assertThat(moat.setup().status())
        .as("%s", moat.state().records().stream().map(UpgradeIT::inWords).toList())
        .isEqualTo(SetupStatus.SUCCEEDED);
    assertThat(access(moat)).isEqualTo("Disabled");
  }

  private static String inWords(StepRecord step) {
    return step.name() + " is " + step.status() + " " + step.waitingFor() + step.error();
  }

  private static String access(Installation moat) {
    return moat.read(Wish.REGISTRY, Wish.REGISTRY_VERSION)
        .at("/properties/publicNetworkAccess")
        .asText();
  }

  /** What the sweep of today sends; older versions planned none. */
  private static Outgoing checkOfEverything() {
    return new Outgoing(
        Messages.DRIFT_CHECKS,
        Wish.SETUP + "/sweep/1",
        "{\"setup\":\"%s\",\"everything\":true,\"occasion\":\"sweep/1\"}".formatted(Wish.SETUP),
        Optional.empty());
  }

  /** What Moat has written in this way since the upgrade. */
  private static List<String> writes(Installation moat, String... methods) {
    return moat.azure.calls().stream()
        .filter(call -> call.caller().equals(InProcessAzure.MOAT))
        .filter(call -> List.of(methods).contains(call.method()))
        .map(RecordedCall::path)
        .toList();
  }

  /** The resources that were there, or being made, at that moment. */
  private static List<String> made(Moment moment) {
    return moment.azure().findValuesAsText("id").stream()
        .filter(id -> id.startsWith("/subscriptions/"))
        .toList();
  }
}
