package dev.moat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.screen.Captured;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoatTest {

  @TempDir private Path home;

  private final Captured captured = new Captured();
  private final StringWriter usage = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "xyz",
        "demo --latency slow",
        "demo --what",
        "demo drift --latency slow",
        "demo drift again",
        "up --folder",
        "post",
        "status 1"
      })
  void a_wrong_command_line_ends_with_2_and_the_usage(String arguments) {
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(errors.toString()).contains("Usage: moat");
    assertThat(captured.out()).isEmpty();
  }

  @Test
  void help_names_the_commands_and_the_exit_codes() {
    assertThat(run("--help")).isZero();
    assertThat(usage.toString())
        .contains("demo", "up", "post", "status", "setups", "Exit codes:", "130");
  }

  @Test
  void the_demonstration_of_drift_has_the_options_of_the_demonstration() {
    assertThat(run("demo drift --help")).isZero();
    assertThat(usage.toString()).contains("moat demo drift", "--latency", "fast", "--keep-logs");
  }

  @Test
  void completion_is_a_script_that_knows_the_commands() {
    assertThat(run("completion")).isZero();
    assertThat(usage.toString())
        .startsWith("#!/usr/bin/env bash")
        .contains("_complete_moat", "dead-letters", "--follow", "zone-group");
  }

  @Test
  void every_command_of_operators_tells_its_exit_codes() {
    assertThat(run("teardown --help")).isZero();
    assertThat(usage.toString())
        .contains("Usage: moat teardown", "--plan", "Exit codes:", "The API cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "show --version"})
  void the_version_is_that_of_the_build(String arguments) {
    assertThat(run(arguments)).isZero();
    assertThat(usage.toString()).matches("moat \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\R");
  }

  @Test
  void an_expected_failure_ends_with_its_code_and_words_but_no_stack_trace() {
    assertThat(run("status")).isEqualTo(6);
    assertThat(run("setups")).isEqualTo(6);
    assertThat(captured.error())
        .contains("Failed: No 'moat up' runs in", "What to do: Start one")
        .doesNotContain("\tat ");
  }

  @Test
  void a_request_that_cannot_be_read_is_not_posted() {
    assertThat(run("post " + home.resolve("none.json"))).isEqualTo(1);
    assertThat(captured.error()).contains("Cannot read the request in", "none.json");
  }

  private int run(String arguments) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    return Moat.commandLine(home, Around.nobody(captured.plain(), home))
        .setOut(new PrintWriter(usage, true))
        .setErr(new PrintWriter(errors, true))
        .execute(words);
  }
}
