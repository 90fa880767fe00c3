package dev.moat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  private final Captured captured = new Captured();

  @Test
  void columns_are_as_wide_as_what_stands_in_them_and_numbers_stand_right() {
    assertThat(table(captured.plain()).lines())
        .containsExactly(
            "  name      steps  note", "  registry     12  one two", "  endpoint      3");
  }

  @Test
  void a_column_in_which_nothing_stands_is_left_out() {
    assertThat(new Table(captured.plain(), "a", "b", "c").row("1", "", "3").lines())
        .containsExactly("  a  c", "  1  3");
  }

  @Test
  void of_columns_that_can_be_missed_the_last_goes_first() {
    Table table =
        new Table(captured.live(24, 24), "name", "?>n", "?after").row("a".repeat(15), "1", "b");

    assertThat(table.lines().get(1)).isEqualTo("  " + "a".repeat(15) + "  1");
  }

  @Test
  void a_column_that_can_be_missed_goes_before_others_are_cut() {
    Table narrow =
        new Table(captured.live(24, 30), "name", "?after").row("a".repeat(20), "b".repeat(10));
    Table wide =
        new Table(captured.live(24, 40), "name", "?after").row("a".repeat(20), "b".repeat(10));

    assertThat(narrow.lines().get(1)).isEqualTo("  " + "a".repeat(20));
    assertThat(wide.lines().get(1)).isEqualTo("  " + "a".repeat(20) + "  " + "b".repeat(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 60, 80})
  void no_line_is_wider_than_the_terminal(int columns) {
    Table table =
        new Table(captured.live(24, columns), "name", ">steps", "note")
            .row("n".repeat(100), "12", "x".repeat(50));

    assertThat(table.lines())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line.replaceAll("\u001b\\[[0-9]+m", "").length()).isLessThan(columns));
  }

  @Test
  void a_row_has_its_colour_on_a_terminal_only() {
    Table live = new Table(captured.live(24, 80), "a").row(Optional.of(Colour.RED), "x");
    Table plain = new Table(captured.plain(), "a").row(Optional.of(Colour.RED), "x");

    assertThat(live.lines().get(1)).isEqualTo("\u001b[31m  x\u001b[0m");
    assertThat(plain.lines().get(1)).isEqualTo("  x");
  }

  @Test
  void words_are_wrapped_and_indented() {
    Terminal narrow = captured.live(24, 20);

    assertThat(Text.wrap("one two three four five\n  six", "  ", narrow))
        .containsExactly("  one two three", "  four five", "    six");
  }

  private static Table table(Terminal terminal) {
    return new Table(terminal, "name", ">steps", "note")
        .row("registry", "12", "one\n  two")
        .row("endpoint", "3", "");
  }
}
