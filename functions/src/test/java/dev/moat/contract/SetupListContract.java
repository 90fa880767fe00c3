package dev.moat.contract;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.model.Reversal;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.SetupFilter;
import dev.moat.store.SetupStore;
import dev.moat.store.SetupSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a {@link SetupStore} lists setups. Each test begins with an empty store. */
public abstract class SetupListContract {

  private final TestClock clock = new TestClock(NOON);
  private SetupStore store;

  /** An empty store that tells the time by this clock. */
  protected abstract SetupStore emptyStore(TestClock clock);

  /** Makes a step that is stored unreadable. */
  protected abstract void spoil(SetupId setup, StepRecord step);

  @BeforeEach
  void begin_with_an_empty_store() {
    store = emptyStore(clock);
  }

  @Test
  void an_empty_store_lists_nothing() {
    assertThat(store.list(SetupFilter.ALL, 10, Optional.empty()))
        .isEqualTo(new Page<>(List.of(), Optional.empty()));
  }

  @Test
  void a_setup_is_told_with_its_steps() {
    SetupRecord setup = Samples.setup("a").reversing(Reversal.restore(Optional.of(NOON)));
    StepRecord failed = step(StepKind.SUBNET, "b", StepStatus.FAILED);
    store.commit(
        Change.of(setup.id())
            .insert(setup)
            .insert(failed)
            .insert(step(StepKind.SUBNET, "a", StepStatus.CONTESTED))
            .insert(step(StepKind.LINK, "z", StepStatus.DRIFTED))
            .insert(step(StepKind.LINK, "y", StepStatus.SUCCEEDED))
            .insert(step(StepKind.DNS_ZONE, "x", StepStatus.SUCCEEDED)));

    assertThat(store.list(SetupFilter.ALL, 10, Optional.empty()).items())
        .containsExactly(
            new SetupSummary(
                setup,
                Map.of(
                    StepStatus.FAILED, 1L,
                    StepStatus.CONTESTED, 1L,
                    StepStatus.DRIFTED, 1L,
                    StepStatus.SUCCEEDED, 2L),
                List.of(
                    new StepName("link.z"), new StepName("subnet.a"), new StepName("subnet.b"))));
  }

  @Test
  void setups_come_page_by_page_in_the_order_of_their_ids() {
    List<SetupId> ids =
        IntStream.of(3, 7, 1, 0, 6, 2, 5, 4).mapToObj(i -> accept("acr" + i, NOON)).toList();

    assertThat(pagesOf(SetupFilter.ALL, 3))
        .containsExactly(
            sorted(ids).subList(0, 3), sorted(ids).subList(3, 6), sorted(ids).subList(6, 8));
    assertThat(pagesOf(SetupFilter.ALL, 8)).containsExactly(sorted(ids));
  }

  @Test
  void a_setup_that_cannot_be_read_is_told_by_its_id_beside_the_others() {
    SetupId first = accept("acr1", NOON);
    SetupRecord setup = Samples.setup("acr2");
    StepRecord step = step(StepKind.SUBNET, "a", StepStatus.PENDING);
    store.commit(Change.of(setup.id()).insert(setup).insert(step));
    SetupId last = accept("acr3", NOON);
    spoil(setup.id(), step);

    Page<SetupSummary> page = store.list(SetupFilter.ALL, 2, Optional.empty());

    assertThat(ids(page)).containsExactly(first);
    assertThat(page.unreadable())
        .singleElement()
        .satisfies(
            unreadable -> {
              assertThat(unreadable.id()).isEqualTo(setup.id().value());
              assertThat(unreadable.problem()).contains("Cannot read").contains("subnet.a");
            });
    Page<SetupSummary> next = store.list(SetupFilter.ALL, 2, page.continuation());
    assertThat(ids(next)).containsExactly(last);
    assertThat(next.unreadable()).isEmpty();
    assertThat(store.list(statuses(SetupStatus.FAILED), 9, Optional.empty()).unreadable())
        .isEmpty();
  }

  @Test
  void a_continuation_may_stand_in_a_url() {
    IntStream.range(0, 3).forEach(i -> accept("acr" + i, NOON));

    assertThat(store.list(SetupFilter.ALL, 1, Optional.empty()).continuation())
        .hasValueSatisfying(text -> assertThat(text).matches("[A-Za-z0-9_-]{1,2048}"));
  }

  @Test
  void a_setup_accepted_meanwhile_moves_no_other() {
    IntStream.of(1, 3, 5).forEach(i -> accept("acr" + i, NOON));
    Page<SetupSummary> first = store.list(SetupFilter.ALL, 2, Optional.empty());
    accept("acr0", NOON);
    SetupId later = accept("acr4", NOON);

    assertThat(ids(store.list(SetupFilter.ALL, 9, first.continuation())))
        .containsExactly(later, Samples.setupId("acr5"));
  }

  @ParameterizedTest
  @EnumSource(SetupStatus.class)
  void setups_are_found_by_status(SetupStatus status) {
    for (SetupStatus each : SetupStatus.values()) {
      insert(Samples.setup(each.name().toLowerCase(Locale.ROOT)).ended(each, NOON));
    }

    assertThat(store.list(statuses(status), 9, Optional.empty()).items())
        .extracting(summary -> summary.setup().status())
        .containsExactly(status);
  }

  @Test
  void several_statuses_are_one_or_the_other() {
    SetupId failed = insert(Samples.setup("a").ended(SetupStatus.FAILED, NOON));
    insert(Samples.setup("b").ended(SetupStatus.SUCCEEDED, NOON));
    SetupId drifted = insert(Samples.setup("c").ended(SetupStatus.DRIFTED, NOON));

    assertThat(found(statuses(SetupStatus.DRIFTED, SetupStatus.FAILED)))
        .containsExactly(failed, drifted);
  }

  @Test
  void a_setup_is_found_by_the_id_of_its_registry_in_any_spelling() {
    accept("prodacr", NOON);
    SetupId wanted = accept("prodacr2", NOON);
    String id = Samples.registryId("prodacr2").value();

    assertThat(found(registry(id))).containsExactly(wanted);
    assertThat(found(registry(id.toUpperCase(Locale.ROOT)))).containsExactly(wanted);
    assertThat(found(registry(id + "0"))).isEmpty();
  }

  @Test
  void setups_are_found_by_a_part_of_the_registrys_name_in_any_spelling() {
    SetupId first = accept("ProdAcr", NOON);
    SetupId second = accept("myprodacr2", NOON);
    SetupId other = accept("testacr", NOON);
    String hash = other.value().substring(other.value().lastIndexOf('-') + 1);

    assertThat(found(registry("prod"))).containsExactlyElementsOf(sorted(List.of(first, second)));
    assertThat(found(registry("PRODACR2"))).containsExactly(second);
    assertThat(found(registry(hash))).isEmpty();
    assertThat(found(registry("it's' or"))).isEmpty();
  }

  @Test
  void what_begins_as_an_id_and_is_none_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> registry("/subscriptions//x"));
  }

  @Test
  void setups_are_found_by_when_they_were_accepted() {
    accept("a", NOON.minusNanos(100));
    SetupId atNoon = accept("b", NOON);
    SetupId soonAfter = accept("c", NOON.plusNanos(1_700));
    SetupId later = accept("d", NOON.plusSeconds(60));

    assertThat(found(accepted(Optional.of(NOON), Optional.empty())))
        .containsExactly(atNoon, soonAfter, later);
    assertThat(found(accepted(Optional.of(NOON), Optional.of(NOON.plusNanos(1_700)))))
        .containsExactly(atNoon);
    assertThat(found(accepted(Optional.empty(), Optional.of(NOON.plusNanos(1_800))))).hasSize(3);
  }

  @Test
  void all_that_a_filter_says_holds_together() {
    insert(Samples.setup("prod1").ended(SetupStatus.SUCCEEDED, NOON));
    SetupId wanted = insert(Samples.setup("prod2").ended(SetupStatus.FAILED, NOON));
    insert(Samples.setup("test1").ended(SetupStatus.FAILED, NOON));

    assertThat(
            found(
                new SetupFilter(
                    Set.of(SetupStatus.FAILED),
                    Optional.of("prod"),
                    Optional.of(NOON),
                    Optional.of(NOON.plusSeconds(1)))))
        .containsExactly(wanted);
  }

  @Test
  void a_few_setups_among_many_are_found_page_by_page() {
    IntStream.range(0, 30).forEach(i -> accept("test%02d".formatted(i), NOON));
    List<SetupId> wanted =
        IntStream.range(0, 5).mapToObj(i -> accept("a%dprod".formatted(i), NOON)).toList();

    List<List<SetupId>> pages = pagesOf(registry("prod"), 2);

    assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(wanted);
    assertThat(pages).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(2));
  }

  @Test
  void setups_with_long_histories_are_listed_too() {
    for (String registry : List.of("a", "b")) {
      SetupId id = accept(registry, NOON);
      IntStream.range(0, 12).forEach(i -> store.commit(notes(id, i * 90)));
    }

    assertThat(found(SetupFilter.ALL)).containsExactly(Samples.setupId("a"), Samples.setupId("b"));
  }

  @ParameterizedTest
  @MethodSource("dev.moat.contract.SetupStoreContract#garbage")
  void what_is_no_continuation_is_refused(String garbage) {
    accept("a", NOON);

    assertThatExceptionOfType(InvalidContinuationException.class)
        .isThrownBy(() -> store.list(SetupFilter.ALL, 1, Optional.of(garbage)));
    assertThatExceptionOfType(InvalidContinuationException.class)
        .isThrownBy(() -> store.withFailed(StepKind.LINK, 1, Optional.of(garbage)));
  }

  @Test
  void setups_with_a_failed_step_of_a_kind_are_found_page_by_page() {
    List<SetupId> failed = new ArrayList<>();
    for (StepStatus status : List.of(StepStatus.CONTESTED, StepStatus.DRIFTED, StepStatus.FAILED)) {
      failed.add(withLinks("link" + status, status, status));
    }
    withLinks("well", StepStatus.SUCCEEDED, StepStatus.PARKED);
    SetupId subnet = accept("subnet", NOON);
    store.commit(Change.of(subnet).insert(step(StepKind.SUBNET, "a", StepStatus.FAILED)));

    assertThat(pagesOf(page -> store.withFailed(StepKind.LINK, 2, page), id -> id))
        .containsExactly(sorted(failed).subList(0, 2), sorted(failed).subList(2, 3));
    assertThat(store.withFailed(StepKind.SUBNET, 9, Optional.empty()).items())
        .containsExactly(subnet);
    assertThat(store.withFailed(StepKind.REGISTRY, 9, Optional.empty()).items()).isEmpty();
  }

  private SetupId withLinks(String registry, StepStatus first, StepStatus second) {
    SetupId id = accept(registry.toLowerCase(Locale.ROOT), NOON);
    store.commit(
        Change.of(id)
            .insert(step(StepKind.LINK, "a", first))
            .insert(step(StepKind.LINK, "b", second)));
    return id;
  }

  private static StepRecord step(StepKind kind, String resource, StepStatus status) {
    return Samples.pending(kind, resource).change().status(status).record();
  }

  private static Change notes(SetupId id, int from) {
    Change change = Change.of(id);
    IntStream.range(from, from + 90)
        .forEach(i -> change.note(Samples.note(NOON.plusSeconds(i), String.valueOf(i))));
    return change;
  }

  private SetupId accept(String registry, Instant at) {
    return insert(
        SetupRecord.accepted(Samples.setupId(registry), 1, Samples.request(registry), at));
  }

  private SetupId insert(SetupRecord setup) {
    assertThat(store.commit(Change.of(setup.id()).insert(setup))).isTrue();
    return setup.id();
  }

  private static SetupFilter statuses(SetupStatus... statuses) {
    return new SetupFilter(Set.of(statuses), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static SetupFilter registry(String text) {
    return new SetupFilter(Set.of(), Optional.of(text), Optional.empty(), Optional.empty());
  }

  private static SetupFilter accepted(Optional<Instant> from, Optional<Instant> before) {
    return new SetupFilter(Set.of(), Optional.empty(), from, before);
  }

  private List<SetupId> found(SetupFilter filter) {
    return pagesOf(filter, 20).stream().flatMap(List::stream).toList();
  }

  private List<List<SetupId>> pagesOf(SetupFilter filter, int limit) {
    return pagesOf(page -> store.list(filter, limit, page), summary -> summary.setup().id());
  }

  private static <T> List<List<SetupId>> pagesOf(
      Function<Optional<String>, Page<T>> list, Function<T, SetupId> id) {
    List<List<SetupId>> pages = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      Page<T> page = list.apply(continuation);
      pages.add(page.items().stream().map(id).toList());
      continuation = page.continuation();
    } while (continuation.isPresent());
    return pages;
  }

  private static List<SetupId> ids(Page<SetupSummary> page) {
    return page.items().stream().map(summary -> summary.setup().id()).toList();
  }

  private static List<SetupId> sorted(List<SetupId> ids) {
    return ids.stream().sorted((a, b) -> a.value().compareTo(b.value())).toList();
  }
}
