package dev.moat.store.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.moat.contract.Samples;
import dev.moat.contract.TestClock;
import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.model.StepKind;
import dev.moat.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A look through more rows than one call looks through. */
@ExtendWith(AzuriteExtension.class)
final class ScanIT {

  private static final int SETUPS = 30;

  private final AzuriteTables azurite;
  private final Table table;

  ScanIT(AzuriteTables azurite) {
    this.azurite = azurite;
    table = new Table(azurite.service().getTableClient("setups"));
  }

  @BeforeEach
  void fill() {
    TableStore store = azurite.emptyStore(new TestClock(Samples.NOON));
    for (int i = 0; i < SETUPS; i++) {
      String registry = name(i);
      store.commit(
          Change.of(Samples.setupId(registry))
              .insert(Samples.setup(registry))
              .insert(Samples.pending(StepKind.LINK, "a"))
              .insert(Samples.pending(StepKind.LINK, "b")));
    }
  }

  @Test
  void a_look_ends_after_a_few_answers_and_the_next_goes_on_there() {
    List<Page<String>> pages = pages(scan(setup -> setup.equals(name(29)), 2), 5);

    assertThat(pages).hasSizeBetween(3, 5);
    assertThat(pages.get(0).items()).isEmpty();
    assertThat(pages.get(pages.size() - 1).items()).containsExactly(name(29));
  }

  @Test
  void what_fills_a_page_in_the_midst_of_an_answer_is_gone_on_behind_it() {
    Set<String> wanted = Set.of(name(3), name(4), name(5), name(20), name(21));

    List<Page<String>> pages = pages(scan(wanted::contains, 4), 2);

    assertThat(pages.stream().flatMap(page -> page.items().stream()))
        .containsExactly(name(3), name(4), name(5), name(20), name(21));
    assertThat(pages).allSatisfy(page -> assertThat(page.items()).hasSizeLessThanOrEqualTo(2));
  }

  @Test
  void several_rows_of_a_partition_are_one() {
    Scan links = new Scan("links", "kind eq 'link'", row -> true, 1_000);

    List<Page<String>> pages = pages(links, 20);

    assertThat(pages).extracting(page -> page.items().size()).containsExactly(20, 10);
  }

  @Test
  void a_token_of_another_form_than_the_services_does_not_reach_it() {
    Scan scan = scan(setup -> true, 2);

    for (String token : List.of(";", "a;b;c", "a b", "a\u0001", "ü")) {
      assertThatExceptionOfType(InvalidContinuationException.class)
          .as(token)
          .isThrownBy(() -> scan.page(table, 5, Optional.of(Continuation.of("setups", "", token))));
    }
  }

  private static Scan scan(Predicate<String> registries, int top) {
    return new Scan(
        "setups",
        "RowKey eq 'setup'",
        row -> registries.test(SetupRows.setupOf(row).registryName()),
        top);
  }

  private List<Page<String>> pages(Scan scan, int limit) {
    List<Page<String>> pages = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      Page<Row> page = scan.page(table, limit, continuation);
      pages.add(
          new Page<>(
              page.items().stream().map(row -> SetupRows.setupOf(row).registryName()).toList(),
              page.continuation()));
      continuation = page.continuation();
    } while (continuation.isPresent() && pages.size() < SETUPS);
    return pages;
  }

  private static String name(int number) {
    return "acr%02d".formatted(number);
  }
}
