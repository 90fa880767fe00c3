package dev.moat.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class KeysTest {

  @Test
  void plain_texts_stay_as_they_are() {
    assertThat(Keys.safe("subnet.vnet-hub.a_B9")).isEqualTo("subnet.vnet-hub.a_B9");
  }

  @Test
  void other_characters_are_written_as_numbers() {
    assertThat(Keys.safe("a/b 😀")).isEqualTo("a!002fb!0020!d83d!de00");
  }

  @Test
  void what_looks_escaped_is_escaped_again() {
    assertThat(Keys.safe("a!002fb")).isNotEqualTo(Keys.safe("a/b"));
  }

  @Test
  void two_long_texts_are_two_keys_that_a_table_can_hold() {
    String one = Keys.safe("x/".repeat(2_000) + "1");
    String other = Keys.safe("x/".repeat(2_000) + "2");

    assertThat(one).hasSizeLessThanOrEqualTo(400).isNotEqualTo(other);
  }

  @Test
  void later_instants_sort_first() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");

    assertThat(Keys.newestFirst(noon.plusNanos(1))).isLessThan(Keys.newestFirst(noon));
    assertThat(Keys.newestFirst(noon)).hasSameSizeAs(Keys.newestFirst(Instant.EPOCH));
    assertThat(Keys.newestFirst(noon)).isLessThan(Keys.newestFirst(Instant.EPOCH));
  }

  @Test
  void larger_numbers_sort_first() {
    assertThat(Keys.largestFirst(10)).isLessThan(Keys.largestFirst(9));
  }

  @Test
  void case_does_not_matter_where_azure_ignores_it() {
    assertThat(Keys.hashIgnoringCase("/Subscriptions/A"))
        .isEqualTo(Keys.hashIgnoringCase("/subscriptions/a"))
        .matches("[0-9a-f]{64}");
  }
}
