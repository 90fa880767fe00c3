package dev.moat.cli.operate;

import static dev.moat.cli.operate.Cli.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest {

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "drifted", "succeeded"})
  void a_setup_is_shown_with_steps_troubles_advice_and_proof(String state) {
    api.answer("GET", "/setups/" + SETUP, 200, Cli.file(state + ".json"));

    Cli.Ran ran = cli.run("show", SETUP);

    assertThat(ran.out()).isEqualTo(Cli.file(state + ".txt"));
    assertThat(ran.code()).isZero();
  }

  @Test
  void json_is_the_answer_as_it_is() {
    api.answer("GET", "/setups/" + SETUP, 200, Cli.file("failed.json"));

    assertThat(cli.run("show", SETUP, "--json").out().strip())
        .isEqualTo(Cli.file("failed.json").strip());
  }

  @Test
  void one_step_is_shown_with_all_that_is_recorded() {
    api.answer("GET", "/setups/" + SETUP, 200, Cli.file("drifted.json"));

    assertThat(cli.run("show", SETUP, "--step", "lockdown").out()).isEqualTo(Cli.file("step.txt"));
    assertThat(cli.run("show", SETUP, "--step", "lockdown", "--json").out())
        .startsWith("{\"name\":\"lockdown\"")
        .hasLineCount(1);
  }

  @Test
  void a_step_that_is_not_there_is_told_with_those_that_are() {
    api.answer("GET", "/setups/" + SETUP, 200, Cli.file("failed.json"));

    Cli.Ran ran = cli.run("show", SETUP, "--step", "lock");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.error()).contains("no step 'lock'", "link.acr-zonelink, endpoint");
  }

  @Test
  void history_is_told_oldest_first() {
    api.answer("GET", "/setups/" + SETUP, 200, Cli.file("failed.json"))
        .answer("GET", "/setups/" + SETUP + "/history?limit=5", 200, Cli.file("history.json"));

    assertThat(cli.run("show", SETUP, "--history", "--limit", "5").out())
        .isEqualTo(Cli.file("history.txt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secureacr2021",
        "SecureACR2021",
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/secureacrsetup/providers/Microsoft.ContainerRegistry/registries/secureacr2021"
      })
  void a_registry_is_as_good_as_its_setup(String registry) {
    api.answer("GET", "/setups", 200, onePage())
        .answer("GET", "/setups/" + SETUP, 200, Cli.file("failed.json"));

    assertThat(cli.run("show", registry).out()).startsWith("Setup " + SETUP + ": FAILED");
  }

  @Test
  void an_ambiguous_name_is_refused_with_those_it_may_mean() {
    String two = onePage().replace("registries/payments", "registries/tools");
    api.answer("GET", "/setups", 200, two);

    Cli.Ran ran = cli.run("show", "tools");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error())
        .contains(
            "more than one setup", "payments-1c5e0b7a44", "tools-99aa88bb77", "registries/tools")
        .doesNotContain(SETUP);
  }

  @Test
  void a_part_of_a_name_finds_nothing_and_is_helped() {
    api.answer("GET", "/setups", 200, onePage());

    Cli.Ran ran = cli.run("show", "secure");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.error()).contains("no setup of a registry 'secure'", "Perhaps", SETUP);
  }

  @Test
  void a_setup_that_cannot_be_read_is_not_called_missing() {
    api.answer(
        "GET",
        "/setups",
        200,
        """
        {"items": [], "unreadable": [
          {"id": "secureacr2021-8d4b2b667e", "problem": "Cannot read row x."}]}
        """);

    Cli.Ran ran = cli.run("show", "SecureAcr2021");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.error())
        .contains("Not shown: secureacr2021-8d4b2b667e. Cannot read row x.")
        .doesNotContain("no setup");
  }

  @Test
  void a_setup_of_another_registry_that_cannot_be_read_is_no_matter() {
    api.answer(
        "GET",
        "/setups",
        200,
        """
        {"items": [], "unreadable": [
          {"id": "secureacr20210-8d4b2b667e", "problem": "Cannot read row x."}]}
        """);

    Cli.Ran ran = cli.run("show", "secureacr2021");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.error()).contains("no setup of a registry 'secureacr2021'");
  }

  @Test
  void what_is_not_there_ends_with_4() {
    api.refuse("GET", "/setups/none-0000000000", 404, "There is no setup.", "List them.");

    Cli.Ran ran = cli.run("show", "none-0000000000");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.error()).isEqualTo("Failed: There is no setup.\nWhat to do: List them.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a-1 --history --step x",
        "a-1 --follow --history",
        "a-1 --limit 5",
        "a-1 --history --all --limit 5"
      })
  void a_wrong_command_line_calls_nothing(String arguments) {
    assertThat(cli.run(("show " + arguments).strip().split(" ")).code()).isEqualTo(2);
    assertThat(api.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void only_what_cannot_be_broken_is_wider_than_the_terminal(int columns) {
    api.answer("GET", "/setups/" + SETUP, 200, Cli.file("failed.json"));

    String out = cli.on(captured -> captured.live(40, columns)).run("show", SETUP).out();

    assertThat(out.replaceAll("\u001b\\[[0-9]+m", "").lines())
        .filteredOn(line -> !line.contains("/subscriptions/"))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
  }

  private static String onePage() {
    return Cli.file("setups.json").replaceFirst(",\\s*\"continuation\": \"[^\"]*\"", "");
  }
}
