package dev.moat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final Captured captured = new Captured();

  @Test
  void without_a_terminal_there_is_one_line_for_each_change() {
    try (Progress progress = Progress.of(1, captured.plain())) {
      progress.show(List.of(new StepView("link", StepStatus.PENDING, 0, Optional.empty(), "zone")));
      progress.show(List.of(parked(1_000)));
      progress.show(List.of(parked(1_250)));
      progress.show(List.of(new StepView("link", StepStatus.SUCCEEDED, 1, seconds(2_000), "")));
    }

    assertThat(captured.lines())
        .containsExactly(
            "    1.0 s  PARKED     link, attempts: 1, waits for Azure",
            "    2.0 s  SUCCEEDED  link, attempts: 1");
  }

  @Test
  void a_failed_step_says_why() {
    try (Progress progress = Progress.of(1, captured.plain())) {
      progress.show(
          List.of(new StepView("link", StepStatus.FAILED, 0, seconds(500), "ScopeNotAllowed")));
    }

    assertThat(captured.lines()).containsExactly("    0.5 s  FAILED     link: ScopeNotAllowed");
  }

  @Test
  void without_a_terminal_nothing_is_written_over() {
    try (Progress progress = Progress.of(1, captured.plain())) {
      progress.show(List.of(parked(1_000)));
    }

    assertThat(captured.out()).doesNotContain("\u001b", "\r");
  }

  @Test
  void on_a_terminal_the_table_is_written_over_in_place() {
    try (Progress progress = Progress.of(1, captured.live(24, 80))) {
      progress.show(List.of(parked(1_000)));
      assertThat(captured.out()).doesNotContain("\u001b[2A");
      progress.show(List.of(parked(1_250)));
    }

    assertThat(captured.out()).containsOnlyOnce("\u001b[2A").contains(" 1.0  Azure", " 1.3  Azure");
  }

  @Test
  void the_cursor_is_hidden_while_the_table_fills_and_seen_afterwards() {
    try (Progress progress = Progress.of(1, captured.live(24, 80))) {
      progress.show(List.of(parked(1_000)));
      assertThat(captured.out()).startsWith("\u001b[?25l").doesNotContain("\u001b[?25h");
    }

    assertThat(captured.out()).endsWith("\u001b[?25h");
  }

  @Test
  void a_screen_with_fewer_rows_than_the_table_gets_lines() {
    try (Progress progress = Progress.of(10, captured.live(11, 80))) {
      progress.show(List.of(parked(1_000)));
    }

    assertThat(captured.out()).doesNotContain("\u001b[?25l").contains("waits for Azure");
  }

  @Test
  void a_closed_terminal_shows_its_cursor_and_nothing_more() {
    Terminal terminal = captured.live(24, 80);
    Progress progress = Progress.of(1, terminal);
    progress.show(List.of(parked(1_000)));

    terminal.close("Stopping …");
    progress.show(List.of(parked(2_000)));
    terminal.line("late");
    terminal.error("late");

    assertThat(captured.out()).endsWith("\u001b[?25hStopping …" + System.lineSeparator());
    assertThat(captured.error()).isEmpty();
  }

  private static StepView parked(long millis) {
    return new StepView("link", StepStatus.PARKED, 1, seconds(millis), "Azure");
  }

  private static Optional<Duration> seconds(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }
}
