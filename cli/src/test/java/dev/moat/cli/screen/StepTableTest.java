package dev.moat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.model.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTableTest {

  private static final String GRANT = "identity-grant.AcrPull.00000000-0000-0000-0000-0000000000a1";

  private static final List<StepView> STEPS =
      List.of(
          new StepView("registry", StepStatus.SUCCEEDED, 1, seconds(1_549), ""),
          new StepView("endpoint", StepStatus.PARKED, 12, seconds(61_000), "Azure"),
          new StepView(GRANT, StepStatus.PENDING, 0, Optional.empty(), "registry, preflight"));

  private final Captured captured = new Captured();

  @Test
  void a_table_that_is_no_terminal_shows_everything_without_colours() {
    List<String> lines = new StepTable(captured.plain()).lines(STEPS);

    assertThat(lines)
        .containsExactly(
            "  step" + " ".repeat(55) + "  status     attempts  seconds  waits for",
            "  registry" + " ".repeat(51) + "  SUCCEEDED         1      1.5",
            "  endpoint" + " ".repeat(51) + "  PARKED           12     61.0  Azure",
            "  " + GRANT + "  PENDING                       registry, preflight");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 100, 200})
  void no_line_is_wider_than_the_terminal(int columns) {
    List<String> lines = new StepTable(captured.live(24, columns)).lines(STEPS);

    assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(shown(line)).isLessThan(columns));
  }

  @Test
  void what_is_cut_ends_in_an_ellipsis() {
    List<String> lines = new StepTable(captured.live(24, 80)).lines(STEPS);

    assertThat(lines.get(3)).contains("identity-grant.AcrPull.000000…  PENDING", "registry, pref…");
  }

  @Test
  void a_wide_terminal_has_room_for_whole_names() {
    List<String> lines = new StepTable(captured.live(24, 200)).lines(STEPS);

    assertThat(lines.get(3)).contains(GRANT + "  PENDING", "registry, preflight");
  }

  @Test
  void a_note_of_several_lines_stays_on_one() {
    List<String> lines =
        new StepTable(captured.plain())
            .lines(List.of(new StepView("link", StepStatus.PARKED, 0, seconds(0), "one\ntwo")));

    assertThat(lines.get(1)).endsWith("one two");
  }

  @Test
  void a_failed_step_is_red_on_a_terminal() {
    List<String> lines =
        new StepTable(captured.live(24, 80))
            .lines(List.of(new StepView("link", StepStatus.FAILED, 1, seconds(0), "Forbidden")));

    assertThat(lines.get(1)).startsWith("\u001b[31m  link").endsWith("Forbidden\u001b[0m");
  }

  private static int shown(String line) {
    return line.replaceAll("\u001b\\[[0-9]+m", "").length();
  }

  private static Optional<Duration> seconds(long millis) {
    return Optional.of(Duration.ofMillis(millis));
  }
}
