package dev.moat.cli.operate;

import static dev.moat.cli.operate.Cli.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeardownCommandTest {

  private static final String PATH = "/setups/" + SETUP;

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);
  private final String plan =
      Cli.file("teardown-plan.json").replaceAll("(?s).*?\"id\": \"([^\"]*)\".*", "$1");

  @BeforeEach
  void aSetupThatSucceeded() {
    api.answer("GET", PATH, 200, Cli.file("succeeded.json"))
        .answer(
            "GET",
            PATH + "/teardown-plan?deleteRegistry=false",
            200,
            Cli.file("teardown-plan.json"))
        .answer("POST", PATH + "/teardown", 202, Cli.file("running.json"));
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void the_plan_is_shown_and_done_when_the_registry_is_typed() {
    Cli.Ran ran = cli.typing("secureacr2021").run("teardown", SETUP);

    assertThat(ran.out()).startsWith(Cli.file("teardown-plan.txt"));
    assertThat(ran.questions()).contains("type the registry's name, secureacr2021");
    assertThat(api.changes())
        .containsExactly(
            "POST %s/teardown {\"deleteRegistry\":false,\"plan\":\"%s\"}".formatted(PATH, plan));
    assertThat(ran.code()).isZero();
  }

  @Test
  void anything_else_that_is_typed_does_nothing() {
    Cli.Ran ran = cli.typing("yes").run("teardown", SETUP);

    assertThat(ran.code()).isEqualTo(1);
    assertThat(api.changes()).isEmpty();
  }

  @Test
  void without_a_terminal_it_needs_yes_and_the_plan() {
    Cli.Ran nobody = cli.run("teardown", SETUP);
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.error()).contains("--yes", "--plan " + plan);
    assertThat(api.changes()).isEmpty();

    assertThat(cli.run("teardown", SETUP, "--yes", "--plan", plan).code()).isZero();
    assertThat(api.changes()).hasSize(1);
  }

  @Test
  void another_plan_than_was_shown_is_not_done() {
    Cli.Ran ran = cli.run("teardown", SETUP, "--yes", "--plan", "0000000000000000");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.error()).contains("The plan is " + plan + " now");
    assertThat(api.changes()).isEmpty();
  }

  @Test
  void the_registry_goes_only_when_it_is_said() {
    api.answer(
        "GET", PATH + "/teardown-plan?deleteRegistry=true", 200, Cli.file("teardown-plan.json"));

    cli.run("teardown", SETUP, "--delete-registry", "--yes", "--plan", plan);

    assertThat(api.changes()).first().asString().contains("\"deleteRegistry\":true");
  }

  @Test
  void a_dry_run_only_shows() {
    assertThat(cli.run("teardown", SETUP, "--dry-run").out())
        .isEqualTo(Cli.file("teardown-plan.txt"));
    assertThat(cli.run("teardown", SETUP, "--dry-run", "--json").out().strip())
        .isEqualTo(Cli.file("teardown-plan.json").strip());
    assertThat(api.changes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--yes", "--dry-run --yes --plan x", "--dry-run --follow"})
  void a_wrong_command_line_calls_nothing(String options) {
    assertThat(cli.run(("teardown " + SETUP + " " + options).split(" ")).code()).isEqualTo(2);
    assertThat(api.calls()).isEmpty();
  }
}
