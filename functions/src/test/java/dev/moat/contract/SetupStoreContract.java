package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static dev.moat.contract.Samples.change;
import static dev.moat.contract.Samples.event;
import static dev.moat.contract.Samples.note;
import static dev.moat.contract.Samples.pending;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import dev.moat.model.Actor;
import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.UnreadableException;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a {@link SetupStore} does. Each test begins with an empty store. */
public abstract class SetupStoreContract {

  private static final String REGISTRY = "secureacr2021";
  private static final SetupId ID = Samples.setupId(REGISTRY);
  private static final ResourceChange NOTICED = change(REGISTRY);

  private final TestClock clock = new TestClock(NOON);
  private SetupStore store;

  /** An empty store that tells the time by this clock. */
  protected abstract SetupStore emptyStore(TestClock clock);

  /** Makes a message that is stored unreadable. */
  protected abstract void spoil(SetupId setup, Outgoing message);

  @BeforeEach
  void begin_with_an_empty_store() {
    store = emptyStore(clock);
  }

  @Test
  void a_setup_that_was_never_accepted_has_no_state() {
    assertThat(store.load(ID)).isEmpty();
    assertThat(store.setups()).isEmpty();
    assertThat(store.history(ID, 10)).isEmpty();
  }

  @Test
  void records_come_back_as_they_were_committed() {
    SetupRecord setup = Samples.succeeded(Samples.setup(REGISTRY));
    StepRecord step = Samples.fullStep();

    assertThat(store.commit(Change.of(ID).insert(setup).insert(step))).isTrue();

    assertThat(loaded().setup().value()).isEqualTo(setup);
    assertThat(loaded().steps().get(step.name()).value()).isEqualTo(step);
    assertThat(loaded().steps()).hasSize(1);
  }

  @Test
  void a_request_is_accepted_once() {
    assertThat(store.wasAccepted(ID, "request-1")).isFalse();
    accept(Change.of(ID).accept("request-1"));

    assertThat(store.wasAccepted(ID, "request-1")).isTrue();
    assertThat(store.wasAccepted(ID, "request-2")).isFalse();
    assertThat(store.commit(Change.of(ID).accept("request-1").note(note(NOON, "again")))).isFalse();
    assertThat(store.history(ID, 10)).noneMatch(entry -> entry.text().equals("again"));
  }

  @Test
  void a_setup_runs_until_it_has_ended() {
    accept(Change.of(ID));
    assertThat(store.active()).containsExactly(ID);

    SetupState state = loaded();
    SetupRecord ended = Samples.succeeded(state.setup().value());
    assertThat(store.commit(Change.of(ID).replace(state.setup(), ended))).isTrue();
    assertThat(store.active()).isEmpty();
    assertThat(store.setups()).containsExactly(ID);
  }

  @Test
  void steps_come_in_the_order_of_their_names() {
    accept(
        Change.of(ID)
            .insert(pending(StepKind.SUBNET, "b"))
            .insert(pending(StepKind.LINK, "z"))
            .insert(pending(StepKind.SUBNET, "a")));

    assertThat(loaded().steps().keySet())
        .extracting(StepName::value)
        .containsExactly("link.z", "subnet.a", "subnet.b");
  }

  @Test
  void a_setup_cannot_be_inserted_twice() {
    accept(Change.of(ID));
    String version = loaded().setup().version();

    boolean again = store.commit(Change.of(ID).insert(Samples.setup(REGISTRY)));

    assertThat(again).isFalse();
    assertThat(loaded().setup().version()).isEqualTo(version);
  }

  @Test
  void a_step_cannot_be_inserted_twice() {
    StepRecord step = pending(StepKind.SUBNET, "a");
    accept(Change.of(ID).insert(step));

    StepRecord other = step.change().status(StepStatus.FAILED).record();

    assertThat(store.commit(Change.of(ID).insert(other))).isFalse();
    assertThat(loadedStep(step.name()).value()).isEqualTo(step);
  }

  @Test
  void a_record_that_was_read_can_be_replaced_once() {
    accept(Change.of(ID));
    Versioned<SetupRecord> read = loaded().setup();
    SetupRecord done = Samples.succeeded(read.value());

    assertThat(store.commit(Change.of(ID).replace(read, done))).isTrue();
    assertThat(store.commit(Change.of(ID).replace(read, read.value()))).isFalse();

    assertThat(loaded().setup().value()).isEqualTo(done);
    assertThat(loaded().setup().version()).isNotEqualTo(read.version());
  }

  @Test
  void a_record_replaced_by_an_equal_one_gets_a_new_version() {
    accept(Change.of(ID));
    Versioned<SetupRecord> read = loaded().setup();

    assertThat(store.commit(Change.of(ID).replace(read, read.value()))).isTrue();

    assertThat(store.commit(Change.of(ID).replace(read, read.value()))).isFalse();
  }

  @Test
  void a_record_that_does_not_exist_cannot_be_replaced() {
    accept(Change.of(ID).insert(pending(StepKind.SUBNET, "a")));
    Versioned<StepRecord> read = loadedStep(StepName.of(StepKind.SUBNET, "a"));
    StepRecord missing = pending(StepKind.SUBNET, "b");

    boolean committed =
        store.commit(Change.of(ID).replaceStep(new Versioned<>(missing, read.version()), missing));

    assertThat(committed).isFalse();
    assertThat(loaded().steps()).hasSize(1);
  }

  @Test
  void one_record_at_an_old_version_refuses_the_whole_change() {
    StepRecord stale = pending(StepKind.SUBNET, "stale");
    accept(Change.of(ID).insert(stale));
    Versioned<SetupRecord> setup = loaded().setup();
    Versioned<StepRecord> old = loadedStep(stale.name());
    StepRecord newer = stale.change().status(StepStatus.QUEUED).record();
    store.commit(Change.of(ID).replaceStep(old, newer));

    boolean committed =
        store.commit(
            Change.of(ID)
                .replace(setup, Samples.succeeded(setup.value()))
                .insert(pending(StepKind.LINK, "new"))
                .note(note(NOON, "refused"))
                .send(event("refused"))
                .replaceStep(old, stale));

    assertThat(committed).isFalse();
    assertThat(loaded().setup()).isEqualTo(setup);
    assertThat(loaded().steps()).containsOnlyKeys(stale.name());
    assertThat(loadedStep(stale.name()).value()).isEqualTo(newer);
    assertThat(loaded().unsent()).isEmpty();
    assertThat(store.history(ID, 10)).isEmpty();
  }

  @Test
  void of_changes_made_at_once_from_the_same_version_one_wins() throws Exception {
    accept(Change.of(ID));
    Versioned<SetupRecord> read = loaded().setup();
    int workers = 6;

    List<Boolean> committed =
        Racers.atOnce(
            workers,
            worker ->
                store.commit(
                    Change.of(ID)
                        .replace(read, Samples.succeeded(read.value()))
                        .note(note(NOON, "worker " + worker))
                        .send(event("worker/" + worker))));

    assertThat(committed).containsOnlyOnce(true).hasSize(workers);
    assertThat(store.history(ID, 10)).hasSize(1);
    assertThat(loaded().unsent()).hasSize(1);
  }

  @Test
  void of_inserts_made_at_once_one_wins() throws Exception {
    List<Boolean> committed =
        Racers.atOnce(4, worker -> store.commit(Change.of(ID).insert(Samples.setup(REGISTRY))));

    assertThat(committed).containsOnlyOnce(true).hasSize(4);
  }

  @Test
  void a_request_is_accepted_in_its_setup() {
    accept(Change.of(ID).accept("request/1"));

    assertThat(store.wasAccepted(ID, "request/1")).isTrue();
    assertThat(store.wasAccepted(Samples.setupId("otheracr"), "request/1")).isFalse();
  }

  @Test
  void a_refused_change_takes_no_request() {
    accept(Change.of(ID));

    store.commit(Change.of(ID).insert(Samples.setup(REGISTRY)).accept("request-1"));

    assertThat(store.wasAccepted(ID, "request-1")).isFalse();
  }

  @Test
  void messages_appear_with_the_commit_and_go_when_forgotten() {
    Outgoing now = event("setup/1/accepted");
    Outgoing later =
        new Outgoing(
            "step-subnet", "setup/1/s/1", "{}", Optional.of(NOON), Map.of("a", "1", "b", "2"));
    accept(Change.of(ID).send(now).send(later));
    assertThat(loaded().unsent()).containsExactlyInAnyOrder(now, later);

    store.forgetSent(ID, List.of(now));
    assertThat(loaded().unsent()).containsExactly(later);

    store.forgetSent(ID, List.of(now, later));
    assertThat(loaded().unsent()).isEmpty();
  }

  @Test
  void forgetting_what_was_never_committed_does_nothing() {
    store.forgetSent(ID, List.of(event("a"), event("b")));
    store.forgetSent(ID, List.of());

    assertThat(store.load(ID)).isEmpty();
  }

  @Test
  void one_message_committed_twice_is_one_message() {
    accept(Change.of(ID).send(event("again")));

    assertThat(store.commit(Change.of(ID).send(event("again")))).isTrue();

    assertThat(loaded().unsent()).containsExactly(event("again"));
  }

  @Test
  void the_same_id_in_two_queues_is_two_messages() {
    Outgoing one = new Outgoing("setup-events", "s/1/subnet.a/1", "{}", Optional.empty());
    Outgoing other = new Outgoing("step-subnet", "s/1/subnet.a/1", "{}", Optional.empty());
    accept(Change.of(ID).send(one).send(other));

    store.forgetSent(ID, List.of(one));

    assertThat(loaded().unsent()).containsExactly(other);
  }

  @Test
  void unsent_messages_are_found_across_setups_by_age() {
    SetupId other = Samples.setupId("otheracr");
    accept(Change.of(ID).send(event("old")).send(event("sent")));
    store.commit(
        Change.of(other).insert(Samples.setup("otheracr")).send(event("old in the other")));
    store.forgetSent(ID, List.of(event("sent")));
    clock.advance(Duration.ofMinutes(1));
    Instant minuteLater = clock.instant();
    store.commit(Change.of(ID).send(event("new")));

    assertThat(store.unsentBefore(NOON)).isEmpty();
    assertThat(store.unsentBefore(minuteLater))
        .containsOnlyKeys(ID, other)
        .containsEntry(ID, List.of(event("old")))
        .containsEntry(other, List.of(event("old in the other")));
    assertThat(store.unsentBefore(minuteLater.plusMillis(1)).get(ID))
        .containsExactlyInAnyOrder(event("old"), event("new"));
  }

  @Test
  void an_unsent_message_that_cannot_be_read_is_told_and_hides_no_other() {
    SetupId other = Samples.setupId("otheracr");
    accept(Change.of(ID).send(event("bad")).send(event("good")));
    store.commit(Change.of(other).insert(Samples.setup("otheracr")).send(event("of the other")));
    spoil(ID, event("bad"));
    clock.advance(Duration.ofMinutes(1));
    List<UnreadableException> unreadable = new ArrayList<>();

    assertThat(store.unsentBefore(clock.instant(), unreadable::add))
        .containsOnly(
            Map.entry(ID, List.of(event("good"))),
            Map.entry(other, List.of(event("of the other"))));

    assertThat(unreadable)
        .singleElement(as(THROWABLE))
        .hasMessageContaining("Cannot read")
        .hasMessageContaining("bad");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> store.unsentBefore(clock.instant()));
  }

  @Test
  void a_setup_with_a_row_that_cannot_be_read_is_refused_and_found() {
    accept(Change.of(ID).send(event("bad")));
    spoil(ID, event("bad"));

    assertThatExceptionOfType(UnreadableException.class).isThrownBy(() -> store.load(ID));

    assertThat(store.active()).containsExactly(ID);
    assertThat(store.setups()).containsExactly(ID);
  }

  @Test
  void history_comes_newest_first() {
    accept(Change.of(ID).note(note(NOON, "second")).note(note(NOON.minusSeconds(1), "first")));
    store.commit(Change.of(ID).note(note(NOON.plusNanos(1_000), "third")));

    assertThat(store.history(ID, 10))
        .extracting(HistoryEntry::text)
        .containsExactly("third", "second", "first");
    assertThat(store.history(ID, 2))
        .containsExactly(note(NOON.plusNanos(1_000), "third"), note(NOON, "second"));
  }

  @Test
  void history_of_one_instant_keeps_its_order() {
    accept(Change.of(ID).note(note(NOON, "1")).note(note(NOON, "2")).note(note(NOON, "3")));
    store.commit(Change.of(ID).note(note(NOON, "4")).note(note(NOON, "5")));
    store.commit(Change.of(ID).note(note(NOON, "6")));

    assertThat(store.history(ID, 10))
        .extracting(HistoryEntry::text)
        .containsExactly("6", "5", "4", "3", "2", "1");
  }

  @Test
  void equal_lines_of_history_are_all_kept() {
    accept(Change.of(ID).note(note(NOON, "same")).note(note(NOON, "same")));

    assertThat(store.history(ID, 10)).hasSize(2);
  }

  @Test
  void a_history_longer_than_a_page_of_the_service_comes_whole() {
    int commits = 11;
    for (int i = 0; i < commits; i++) {
      Change change = Change.of(ID);
      IntStream.range(0, 100).forEach(line -> change.note(note(NOON, "line " + line)));
      assertThat(store.commit(change)).isTrue();
    }

    assertThat(store.history(ID, 2_000)).hasSize(100 * commits);
    assertThat(store.history(ID, 1_001)).hasSize(1_001);
    assertThat(store.history(ID, 0)).isEmpty();
  }

  @Test
  void histories_of_two_setups_are_apart() {
    SetupId other = Samples.setupId("otheracr");
    accept(Change.of(ID).note(note(NOON, "mine")));
    store.commit(Change.of(other).note(note(NOON, "theirs")));

    assertThat(store.history(ID, 10)).extracting(HistoryEntry::text).containsExactly("mine");
  }

  @Test
  void all_setups_are_listed_in_the_order_of_their_ids() {
    List<String> registries = List.of("zebra", "alpha", "middle");
    registries.forEach(
        name ->
            store.commit(
                Change.of(Samples.setupId(name))
                    .insert(Samples.setup(name))
                    .insert(pending(StepKind.SUBNET, "a"))));

    assertThat(store.setups())
        .containsExactly(
            Samples.setupId("alpha"), Samples.setupId("middle"), Samples.setupId("zebra"));
  }

  @Test
  void unicode_and_long_texts_come_back_whole() {
    String halfOfACharacter = "\uD83D";
    String text =
        "Ünï—日本語 😀\u0000\u007F\t\"\\"
            + halfOfACharacter
            + "'"
            + "x😀".repeat(10_000)
            + "x".repeat(30_000)
            + "\n end";
    Outgoing message =
        new Outgoing("setup-events", "ID 'quoted' / 日本 %2F 😀", text, Optional.empty());
    StepRecord step = pending(StepKind.SUBNET, "a").change().waitingFor(text).record();

    accept(Change.of(ID).insert(step).note(note(NOON, text)).send(message));

    assertThat(loadedStep(step.name()).value().waitingFor()).contains(text);
    assertThat(loaded().unsent()).containsExactly(message);
    assertThat(store.history(ID, 1)).containsExactly(note(NOON, text));
    store.forgetSent(ID, List.of(message));
    assertThat(loaded().unsent()).isEmpty();
  }

  @Test
  void names_with_odd_characters_stay_apart() {
    List<String> names =
        List.of(
            "a\u0000b",
            "a\uD83Db",
            "a.b",
            "a/b",
            "a\\b",
            "a#b",
            "a?b",
            "a%2Fb",
            "a'b",
            "a|b",
            "a b",
            "a\tb",
            "ä",
            "A.b");
    Change change = Change.of(ID);
    names.forEach(name -> change.insert(pending(StepKind.SUBNET, name)).send(event(name)));

    accept(change);

    assertThat(loaded().steps().keySet())
        .extracting(StepName::value)
        .containsExactlyInAnyOrderElementsOf(names.stream().map(n -> "subnet." + n).toList());
    assertThat(loaded().unsent())
        .extracting(Outgoing::messageId)
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void long_names_stay_apart() {
    String name = "/é".repeat(600);
    accept(
        Change.of(ID)
            .insert(pending(StepKind.SUBNET, name + "1"))
            .insert(pending(StepKind.SUBNET, name + "2")));

    assertThat(loaded().steps())
        .containsOnlyKeys(
            StepName.of(StepKind.SUBNET, name + "1"), StepName.of(StepKind.SUBNET, name + "2"));
  }

  @Test
  void a_change_of_100_rows_is_one_commit() {
    Change change = Change.of(ID);
    steps(60).forEach(change::insert);
    IntStream.range(0, 39).forEach(i -> change.send(event("m/" + i)));

    accept(change);

    assertThat(loaded().steps()).hasSize(60);
    assertThat(loaded().unsent()).hasSize(39);
    store.forgetSent(ID, loaded().unsent());
    assertThat(loaded().unsent()).isEmpty();
  }

  @Test
  void a_change_of_101_rows_is_refused_before_anything_is_written() {
    Change change = Change.of(ID).insert(Samples.setup(REGISTRY)).note(note(NOON, "n"));
    steps(99).forEach(change::insert);

    assertThatIllegalStateException()
        .isThrownBy(() -> store.commit(change))
        .withMessageContaining(ID.value())
        .withMessageContaining("101 rows");
    assertThat(store.load(ID)).isEmpty();
  }

  @Test
  void a_change_that_writes_one_row_twice_is_refused() {
    StepRecord step = pending(StepKind.SUBNET, "a");

    assertThatIllegalStateException()
        .isThrownBy(() -> store.commit(Change.of(ID).insert(step).insert(step)))
        .withMessageContaining("subnet.a twice");
    assertThatIllegalStateException()
        .isThrownBy(() -> store.commit(Change.of(ID).send(event("m")).send(event("m"))))
        .withMessageContaining("twice");
  }

  @Test
  void a_change_of_100_rows_with_notices_looked_into_is_one_commit() {
    accept(Change.of(ID));
    Change change = Change.of(ID);
    IntStream.range(0, 5).forEach(i -> store.notice(ID, change("acr" + i)));
    loaded().noticed().forEach(change::lookedInto);
    steps(95).forEach(change::insert);

    assertThat(store.commit(change)).isTrue();

    assertThat(loaded().noticed()).isEmpty();
    assertThat(loaded().steps()).hasSize(95);
  }

  @Test
  void a_notice_looked_into_is_one_of_the_rows_of_a_change() {
    accept(Change.of(ID));
    store.notice(ID, NOTICED);
    Change change = Change.of(ID).lookedInto(loaded().noticed().get(0));
    steps(100).forEach(change::insert);

    assertThatIllegalStateException()
        .isThrownBy(() -> store.commit(change))
        .withMessageContaining("101 rows");
    assertThat(loaded().noticed()).hasSize(1);
  }

  @Test
  void a_change_that_looks_into_one_notice_twice_is_refused() {
    accept(Change.of(ID));
    store.notice(ID, NOTICED);
    Versioned<ResourceChange> noticed = loaded().noticed().get(0);

    assertThatIllegalStateException()
        .isThrownBy(() -> store.commit(Change.of(ID).lookedInto(noticed).lookedInto(noticed)))
        .withMessageContaining("twice");
    assertThat(loaded().noticed()).containsExactly(noticed);
  }

  @Test
  void a_notice_is_there_until_it_was_looked_into() {
    accept(Change.of(ID));
    ResourceChange other = change("otheracr");
    store.notice(ID, NOTICED);
    store.notice(ID, other);
    assertThat(noticed()).containsExactlyInAnyOrder(NOTICED, other);

    Versioned<ResourceChange> first = read(NOTICED);
    assertThat(store.commit(Change.of(ID).lookedInto(first).note(note(NOON, "seen")))).isTrue();

    assertThat(noticed()).containsExactly(other);
    assertThat(store.history(ID, 10)).containsExactly(note(NOON, "seen"));
  }

  @Test
  void noticing_does_not_disturb_a_change_that_is_being_made() {
    accept(Change.of(ID).insert(pending(StepKind.SUBNET, "a")));
    SetupState read = loaded();
    Versioned<StepRecord> step = loadedStep(StepName.of(StepKind.SUBNET, "a"));

    store.notice(ID, NOTICED);

    assertThat(
            store.commit(
                Change.of(ID)
                    .replace(read.setup(), read.setup().value().checking())
                    .replaceStep(step, step.value())))
        .isTrue();
    assertThat(noticed()).containsExactly(NOTICED);
  }

  @Test
  void a_notice_seen_again_after_it_was_read_refuses_the_whole_change() {
    accept(Change.of(ID));
    store.notice(ID, NOTICED);
    store.notice(ID, change("otheracr"));
    SetupState read = loaded();

    store.notice(ID, NOTICED);
    Change change =
        Change.of(ID)
            .replace(read.setup(), read.setup().value().checking())
            .insert(pending(StepKind.SUBNET, "a"))
            .note(note(NOON, "refused"))
            .send(event("refused"));
    read.noticed().forEach(change::lookedInto);

    assertThat(store.commit(change)).isFalse();
    assertThat(loaded().setup()).isEqualTo(read.setup());
    assertThat(loaded().steps()).isEmpty();
    assertThat(loaded().unsent()).isEmpty();
    assertThat(store.history(ID, 10)).isEmpty();
    assertThat(noticed()).containsExactlyInAnyOrder(NOTICED, change("otheracr"));
  }

  @Test
  void a_notice_is_looked_into_once() {
    accept(Change.of(ID));
    store.notice(ID, NOTICED);
    Versioned<ResourceChange> read = loaded().noticed().get(0);
    assertThat(store.commit(Change.of(ID).lookedInto(read))).isTrue();

    Change again = Change.of(ID).lookedInto(read).note(note(NOON, "again"));

    assertThat(store.commit(again)).isFalse();
    assertThat(store.history(ID, 10)).isEmpty();
  }

  @Test
  void one_resource_operation_and_actor_is_one_notice_the_one_noticed_last() {
    accept(Change.of(ID));
    ResourceChange later =
        new ResourceChange(
            NOTICED.resource(), NOTICED.operation(), NOTICED.actor(), "c-2", NOON.plusSeconds(5));
    store.notice(ID, NOTICED);
    store.notice(ID, later);

    assertThat(noticed()).containsExactly(later);
  }

  @Test
  void of_two_deletions_the_later_one_is_noticed_in_whatever_order_they_come() {
    accept(Change.of(ID));
    ResourceChange first = deletion("c-1", NOON);
    ResourceChange second = deletion("c-2", NOON.plusSeconds(5));
    store.notice(ID, second);
    Versioned<ResourceChange> read = loaded().noticed().get(0);

    store.notice(ID, first);

    assertThat(loaded().noticed()).containsExactly(read);
    store.notice(ID, deletion("c-3", NOON.plusSeconds(9)));
    assertThat(noticed()).extracting(ResourceChange::correlationId).containsExactly("c-3");
  }

  @Test
  void a_deletion_that_is_told_twice_is_noticed_again() {
    accept(Change.of(ID));
    store.notice(ID, deletion("c-1", NOON));
    Versioned<ResourceChange> read = loaded().noticed().get(0);

    store.notice(ID, deletion("c-1", NOON));

    assertThat(store.commit(Change.of(ID).lookedInto(read))).isFalse();
  }

  @Test
  void another_resource_operation_or_actor_is_another_notice() {
    accept(Change.of(ID));
    List<ResourceChange> changes =
        List.of(
            NOTICED,
            change("otheracr"),
            notice(NOTICED.resource(), "Microsoft.X/y/delete", NOTICED.actor()),
            notice(NOTICED.resource(), NOTICED.operation(), Actor.UNKNOWN));
    changes.forEach(change -> store.notice(ID, change));

    assertThat(noticed()).containsExactlyInAnyOrderElementsOf(changes);
  }

  @Test
  void one_change_in_two_spellings_is_one_notice() {
    accept(Change.of(ID));
    ResourceId shouted = new ResourceId(NOTICED.resource().value().toUpperCase(Locale.ROOT));
    store.notice(ID, NOTICED);
    Versioned<ResourceChange> read = loaded().noticed().get(0);

    store.notice(
        ID, notice(shouted, NOTICED.operation().toUpperCase(Locale.ROOT), NOTICED.actor()));

    assertThat(noticed())
        .singleElement()
        .satisfies(notice -> assertThat(notice.resource().value()).isEqualTo(shouted.value()));
    assertThat(store.commit(Change.of(ID).lookedInto(read))).isFalse();
    assertThat(store.commit(Change.of(ID).lookedInto(loaded().noticed().get(0)))).isTrue();
  }

  @Test
  void a_notice_makes_no_setup() {
    store.notice(ID, NOTICED);

    assertThat(store.load(ID)).isEmpty();
    assertThat(store.setups()).isEmpty();
    assertThat(store.active()).isEmpty();
    assertThat(store.unsentBefore(NOON.plusSeconds(60))).isEmpty();
  }

  @Test
  void a_setup_finds_what_was_noticed_before_it_was_accepted() {
    store.notice(ID, NOTICED);

    accept(Change.of(ID));

    assertThat(noticed()).containsExactly(NOTICED);
  }

  @Test
  void notices_of_two_setups_are_apart() {
    SetupId other = Samples.setupId("otheracr");
    accept(Change.of(ID));
    store.commit(Change.of(other).insert(Samples.setup("otheracr")));

    store.notice(other, NOTICED);

    assertThat(noticed()).isEmpty();
    assertThat(store.load(other).orElseThrow().noticed()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(SetupStatus.class)
  void a_setup_is_active_while_it_runs_or_is_checked(SetupStatus status) {
    accept(Change.of(ID));
    Versioned<SetupRecord> read = loaded().setup();
    store.commit(Change.of(ID).replace(read, read.value().ended(status, NOON)));

    boolean isWorkedOn = Set.of(SetupStatus.RUNNING, SetupStatus.CHECKING).contains(status);
    assertThat(store.active()).isEqualTo(isWorkedOn ? List.of(ID) : List.of());
    boolean isRestored = status == SetupStatus.RESTORED;
    assertThat(store.restored()).isEqualTo(isRestored ? List.of(ID) : List.of());
    assertThat(store.setups()).containsExactly(ID);
  }

  @Test
  void active_setups_are_listed_in_the_order_of_their_ids() {
    List.of("zebra", "alpha", "middle")
        .forEach(
            name -> store.commit(Change.of(Samples.setupId(name)).insert(Samples.setup(name))));
    SetupId checked = Samples.setupId("alpha");
    Versioned<SetupRecord> read = store.load(checked).orElseThrow().setup();
    store.commit(Change.of(checked).replace(read, read.value().checking()));

    assertThat(store.active())
        .containsExactly(checked, Samples.setupId("middle"), Samples.setupId("zebra"));
  }

  @Test
  void an_empty_change_is_committed() {
    assertThat(store.commit(Change.of(ID))).isTrue();
    assertThat(store.load(ID)).isEmpty();
  }

  private static List<StepRecord> steps(int count) {
    return IntStream.range(0, count).mapToObj(i -> pending(StepKind.SUBNET, "s" + i)).toList();
  }

  @Test
  void history_comes_page_by_page_and_what_is_added_meanwhile_is_on_no_later_one() {
    accept(Change.of(ID));
    notes(0, 5);

    Page<HistoryEntry> first = store.history(ID, 2, Optional.empty());
    notes(60, 61);
    Page<HistoryEntry> second = store.history(ID, 2, first.continuation());
    Page<HistoryEntry> last = store.history(ID, 2, second.continuation());

    assertThat(first.items()).extracting(HistoryEntry::text).containsExactly("4", "3");
    assertThat(second.items()).extracting(HistoryEntry::text).containsExactly("2", "1");
    assertThat(last.items()).extracting(HistoryEntry::text).containsExactly("0");
    assertThat(last.continuation()).isEmpty();
    assertThat(store.history(ID, 6, Optional.empty()).continuation()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void what_is_no_continuation_of_a_history_is_refused(String garbage) {
    accept(Change.of(ID).note(note(NOON, "1")));

    assertThatExceptionOfType(InvalidContinuationException.class)
        .isThrownBy(() -> store.history(ID, 1, Optional.of(garbage)));
  }

  /** What a caller may send in place of a continuation. */
  public static Stream<String> garbage() {
    return Stream.of(
        "",
        "x",
        "a b",
        "../..",
        "ü",
        "_____w",
        "A".repeat(3_000),
        Continuation.of("another list", "key"),
        Continuation.of("setups", "' or PartitionKey ne '", ""),
        Continuation.of("setups", "", "a\u0001;b"),
        Continuation.of("rejected requests", "time|' or RowKey ne '"),
        Continuation.of("history of " + ID, "setup"),
        Continuation.of("history of " + ID, "history|' or RowKey ne '"));
  }

  private void notes(int from, int to) {
    IntStream.range(from, to)
        .forEach(
            i -> store.commit(Change.of(ID).note(note(NOON.plusSeconds(i), String.valueOf(i)))));
  }

  private void accept(Change change) {
    assertThat(store.commit(change.insert(Samples.setup(REGISTRY)))).isTrue();
  }

  private SetupState loaded() {
    return store.load(ID).orElseThrow();
  }

  private List<ResourceChange> noticed() {
    return loaded().noticed().stream().map(Versioned::value).toList();
  }

  private Versioned<ResourceChange> read(ResourceChange change) {
    return loaded().noticed().stream()
        .filter(noticed -> noticed.value().equals(change))
        .findFirst()
        .orElseThrow();
  }

  private static ResourceChange deletion(String correlationId, Instant at) {
    return new ResourceChange(
        NOTICED.resource(), "Microsoft.X/y/delete", NOTICED.actor(), correlationId, at);
  }

  private static ResourceChange notice(ResourceId resource, String operation, Actor actor) {
    return new ResourceChange(resource, operation, actor, "c-1", NOON);
  }

  private Versioned<StepRecord> loadedStep(StepName name) {
    return loaded().steps().get(name);
  }
}
