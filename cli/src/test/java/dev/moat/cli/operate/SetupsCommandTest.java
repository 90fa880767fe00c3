package dev.moat.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetupsCommandTest {

  private static final String LAST_PAGE =
      """
      {"items": [{"id": "zoo-0123456789", "registry": "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/zoo",
        "status": "RUNNING", "generation": 1, "requestId": "zoo-1", "acceptedAt": "2026-11-21T17:44:59Z", "steps": {"PENDING": 3}, "failedSteps": []}]}
      """;

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void setups_are_a_table_with_what_is_not_as_asked() {
    api.answer("GET", "/setups", 200, Cli.file("setups.json"));

    Cli.Ran ran = cli.run("setups");

    assertThat(ran.out()).isEqualTo(Cli.file("setups.txt"));
    assertThat(ran.code()).isZero();
    assertThat(ran.error()).isEmpty();
  }

  @Test
  void filters_are_passed_on() {
    api.answer("GET", "/setups", 200, "{\"items\": []}");

    Cli.Ran ran =
        cli.run(
            "setups",
            "--status",
            "failed,DRIFTED",
            "--registry",
            "secure acr",
            "--older-than",
            "1h",
            "--newer-than",
            "2d",
            "--limit",
            "7",
            "--continuation",
            "a+b=");

    assertThat(api.calls())
        .extracting(StubApi.Call::path)
        .containsExactly(
            "/setups?status=FAILED%2CDRIFTED&registry=secure%20acr"
                + "&acceptedBefore=2026-11-21T16%3A45%3A00Z&acceptedAfter=2026-11-19T17%3A45%3A00Z"
                + "&limit=7&continuation=a%2Bb%3D");
    assertThat(ran.out()).isEqualTo("No setups.\n");
  }

  @Test
  void all_pages_are_one_table_and_one_document() {
    api.answer("GET", "/setups?limit=200", 200, Cli.file("setups.json"))
        .answer("GET", "/setups?limit=200&continuation=cGFnZS0y", 200, LAST_PAGE);

    assertThat(cli.run("setups", "--all").out())
        .contains("payments-1c5e0b7a44", "zoo-0123456789")
        .doesNotContain("There are more");
    assertThat(cli.run("setups", "--all", "--json").out())
        .contains("payments-1c5e0b7a44", "zoo-0123456789")
        .doesNotContain("continuation", "unreadable");
  }

  @Test
  void a_setup_that_cannot_be_read_is_told_below_the_others() {
    api.answer("GET", "/setups", 200, withUnreadable(LAST_PAGE));

    assertThat(cli.run("setups").out())
        .contains("zoo-0123456789")
        .endsWith("Not shown: bad-0123456789. Cannot read row bad-0123456789|setup: deploy it.\n");
    assertThat(cli.run("setups", "--json").out()).contains("\"unreadable\"", "bad-0123456789");
  }

  @Test
  void a_list_of_which_nothing_can_be_read_is_not_called_empty() {
    api.answer("GET", "/setups", 200, withUnreadable("{\"items\": []}"));

    assertThat(cli.run("setups").out())
        .startsWith("No setup that can be read.\nNot shown: bad-0123456789. ");
  }

  @Test
  void what_cannot_be_read_on_any_page_is_told_of_all() {
    api.answer("GET", "/setups?limit=200", 200, Cli.file("setups.json"))
        .answer("GET", "/setups?limit=200&continuation=cGFnZS0y", 200, withUnreadable(LAST_PAGE));

    assertThat(cli.run("setups", "--all").out())
        .contains("payments-1c5e0b7a44", "zoo-0123456789", "Not shown: bad-0123456789. ");
    assertThat(cli.run("setups", "--all", "--json").out()).contains("\"unreadable\"");
  }

  private static String withUnreadable(String page) {
    return page.replaceFirst(
        "\\{",
        """
        {"unreadable": [{"id": "bad-0123456789",
          "problem": "Cannot read row bad-0123456789|setup: deploy it."}],
        """);
  }

  @Test
  void json_is_the_answer_as_it_is() {
    api.answer("GET", "/setups", 200, Cli.file("setups.json"));

    assertThat(cli.run("setups", "--json").out().strip())
        .isEqualTo(Cli.file("setups.json").strip());
  }

  @Test
  void what_would_command_the_terminal_is_not_printed() {
    api.answer("GET", "/setups", 200, LAST_PAGE.replace("zoo-1", "zoo\\u001b[2J"));

    assertThat(cli.run("setups").out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void no_line_is_wider_than_the_terminal(int columns) {
    api.answer("GET", "/setups", 200, Cli.file("setups.json"));

    String out = cli.on(captured -> captured.live(24, columns)).run("setups").out();

    assertThat(out.replaceAll("\u001b\\[[0-9]+m", "").lines().limit(4))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--status BROKEN",
        "--older-than tomorrow",
        "--limit 0",
        "--limit 201",
        "--all --limit 5",
        "extra"
      })
  void a_wrong_command_line_calls_nothing(String arguments) {
    assertThat(cli.run(("setups " + arguments).split(" ")).code()).isEqualTo(2);
    assertThat(api.calls()).isEmpty();
  }
}
