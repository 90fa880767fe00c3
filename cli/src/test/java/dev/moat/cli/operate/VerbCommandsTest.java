package dev.moat.cli.operate;

import static dev.moat.cli.operate.Cli.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerbCommandsTest {

  private static final String PATH = "/setups/" + SETUP;

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);

  @BeforeEach
  void aSetupThatFailed() {
    api.answer("GET", PATH, 200, Cli.file("failed.json"));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replay S                            | replay",
        "replay S --step link.x --step zone  | replay {\"steps\":[\"link.x\",\"zone\"]}",
        "approve S                           | approve",
        "cancel S --yes                      | cancel",
        "reject S --yes                      | reject",
        "restore S --yes                     | restore",
        "restore S --yes --minutes 30        | restore {\"minutes\":30}"
      })
  void a_verb_is_asked_with_the_version_that_was_seen_and_by_name(String line, String asked) {
    String verb = asked.split(" ")[0];
    api.answer("POST", PATH + "/" + verb, 202, Cli.file("running.json"));

    Cli.Ran ran = cli.run(line.strip().replace("S", SETUP).split(" "));

    assertThat(ran.error()).isEmpty();
    assertThat(api.changes()).containsExactly("POST " + PATH + "/" + asked);
    assertThat(api.calls().get(1).headers())
        .containsEntry("if-match", "\"" + seenVersion() + "\"")
        .containsEntry("moat-operator", "alice");
    assertThat(ran.out())
        .isEqualTo(
            "Setup %s is RUNNING now.\nHow it gets on: ./moat show %s --follow\n"
                .formatted(SETUP, SETUP));
    assertThat(ran.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay", "approve", "restore --yes"})
  void it_can_be_followed(String verb) {
    String[] words = verb.split(" ");
    api.answer("POST", PATH + "/" + words[0], 202, Cli.file("running.json"));

    Cli.Ran ran =
        cli.run(
            (words[0] + " " + SETUP + " --follow" + (words.length > 1 ? " --yes" : "")).split(" "));

    assertThat(ran.out()).contains("Setup " + SETUP + ", generation 1: FAILED");
    assertThat(ran.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "reject", "restore"})
  void what_is_dangerous_is_asked_before(String verb) {
    api.answer("POST", PATH + "/" + verb, 202, Cli.file("running.json"));

    Cli.Ran refused = cli.typing("").run(verb, SETUP);
    assertThat(api.changes()).isEmpty();
    Cli.Ran granted = cli.typing("y").run(verb, SETUP);

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.questions()).contains(SETUP, "FAILED", "? ").endsWith("[y/N] ");
    assertThat(refused.error()).contains("Nothing was done");
    assertThat(granted.code()).isZero();
    assertThat(api.changes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "reject", "restore"})
  void where_nobody_can_be_asked_it_must_be_said(String verb) {
    Cli.Ran ran = cli.run(verb, SETUP);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error()).contains("no terminal to ask at", "--yes");
    assertThat(api.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 412})
  void what_cannot_be_done_as_things_are_ends_with_3(int status) {
    api.refuse("POST", PATH + "/replay", status, "The setup has changed.", "Look again.");

    Cli.Ran ran = cli.run("replay", SETUP);

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.error()).isEqualTo("Failed: The setup has changed.\nWhat to do: Look again.\n");
  }

  @Test
  void who_may_not_is_told_so() {
    api.refuse("POST", PATH + "/replay", 403, "You are a reader.", "Ask an operator.");

    assertThat(cli.run("replay", SETUP).code()).isEqualTo(5);
  }

  @Test
  void programs_get_the_answer() {
    api.answer("POST", PATH + "/replay", 202, Cli.file("running.json"));

    assertThat(cli.run("replay", SETUP, "--json").out().strip())
        .isEqualTo(Cli.file("running.json").strip());
  }

  @Test
  void all_failed_steps_of_a_kind_are_replayed_and_those_that_are_not_are_told() {
    api.answer("POST", "/replays", 202, Cli.file("replays.json"));

    Cli.Ran ran = cli.run("replay", "--kind", "link");

    assertThat(api.changes()).containsExactly("POST /replays {\"kind\":\"link\"}");
    assertThat(ran.out()).isEqualTo(Cli.file("replays.txt"));
    assertThat(ran.code()).isEqualTo(3);
  }

  @Test
  void no_failed_step_of_a_kind_is_no_failure() {
    api.answer("POST", "/replays", 202, "{\"results\": [], \"more\": false}");

    Cli.Ran ran = cli.run("replay", "--kind", "link");

    assertThat(ran.out()).startsWith("Nothing to replay");
    assertThat(ran.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replay",
        "replay a-1 --kind link",
        "replay --kind link --step x",
        "replay --kind link --follow",
        "restore a-1 --minutes 0",
        "restore a-1 --minutes 10081",
        "cancel",
        "approve --yes"
      })
  void a_wrong_command_line_calls_nothing(String line) {
    assertThat(cli.run(line.split(" ")).code()).isEqualTo(2);
    assertThat(api.calls()).isEmpty();
  }

  private static String seenVersion() {
    return Cli.file("failed.json").replaceAll("(?s).*?\"version\": \"([^\"]*)\".*", "$1");
  }
}
