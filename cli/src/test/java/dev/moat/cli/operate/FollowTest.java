package dev.moat.cli.operate;

import static dev.moat.cli.operate.Cli.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowTest {

  private static final String RUNNING = Cli.file("running.json");
  private static final String SUCCEEDED = Cli.file("succeeded.json");
  private static final String PATH = "/setups/" + SETUP;

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void each_change_is_a_line_until_the_setup_comes_to_rest() {
    api.answer("GET", PATH, 200, RUNNING)
        .answer("GET", PATH, 200, RUNNING)
        .answer("GET", PATH, 200, SUCCEEDED);

    Cli.Ran ran = cli.run("show", SETUP, "--follow");

    assertThat(ran.out()).isEqualTo(Cli.file("follow.txt"));
    assertThat(ran.code()).isZero();
  }

  @Test
  void after_a_replay_what_was_done_before_is_no_news() {
    api.answer("GET", PATH, 200, Cli.file("failed.json"))
        .answer("GET", PATH, 200, SUCCEEDED)
        .answer("POST", PATH + "/replay", 202, RUNNING);

    assertThat(cli.run("replay", SETUP, "--follow").out())
        .isEqualTo(
            """
                3.2 s  SUCCEEDED  link.acr-zonelink, attempts: 1
                0.2 s  SUCCEEDED  lockdown, attempts: 1
            Setup %s, generation 1: SUCCEEDED
            """
                .formatted(SETUP));
  }

  @Test
  void an_end_that_was_not_asked_for_ends_with_1() {
    api.answer("GET", PATH, 200, Cli.file("failed.json"));

    Cli.Ran ran = cli.run("show", SETUP, "--follow");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains(": FAILED\n", "LinkToAnotherNetwork", "What to do: ");
  }

  @Test
  void a_drift_ends_with_1_too() {
    api.answer("GET", PATH, 200, Cli.file("drifted.json"));

    assertThat(cli.run("show", SETUP, "--follow").code()).isEqualTo(1);
  }

  @Test
  void programs_get_the_end_and_nothing_else() {
    api.answer("GET", PATH, 200, RUNNING)
        .answer("GET", PATH, 200, RUNNING)
        .answer("GET", PATH, 200, SUCCEEDED);

    assertThat(cli.run("show", SETUP, "--follow", "--json").out().strip())
        .isEqualTo(SUCCEEDED.strip());
  }

  @Test
  void a_terminal_shows_one_table_in_place() {
    api.answer("GET", PATH, 200, RUNNING)
        .answer("GET", PATH, 200, RUNNING)
        .answer("GET", PATH, 200, SUCCEEDED);

    String out = cli.on(captured -> captured.live(40, 100)).run("show", SETUP, "--follow").out();

    assertThat(out).contains("\u001b[11A", "\u001b[?25h");
  }

  @Test
  void an_answer_that_fails_to_come_is_waited_for() {
    api.answer("GET", PATH, 200, RUNNING)
        .outage("GET", PATH, 503)
        .outage("GET", PATH, 429)
        .answer("GET", PATH, 200, SUCCEEDED);

    assertThat(cli.run("show", SETUP, "--follow").code()).isZero();
  }

  @Test
  void but_not_for_longer_than_a_minute() {
    api.answer("GET", PATH, 200, RUNNING).outage("GET", PATH, 503);

    Cli.Ran ran = cli.run("show", SETUP, "--follow");

    assertThat(ran.code()).isEqualTo(6);
    assertThat(api.calls()).hasSizeBetween(60, 63);
  }

  @Test
  void a_request_that_was_accepted_is_followed_from_its_generation_on() {
    api.answer(
            "POST",
            "/setups",
            202,
            """
            {"setup": "%s", "requestId": "secureacr-2", "generation": 2, "acceptedBefore": false}
            """
                .formatted(SETUP))
        .refuse("GET", PATH, 404, "Not yet.", "Wait.")
        .answer("GET", PATH, 200, SUCCEEDED)
        .answer(
            "GET",
            PATH,
            200,
            Cli.file("failed.json").replace("\"generation\": 1", "\"generation\": 2"));

    Cli.Ran ran = cli.reading("{}").run("submit", "-", "--follow");

    assertThat(ran.out())
        .startsWith("Request secureacr-2 is accepted: setup " + SETUP + ", generation 2.\n")
        .contains("generation 2: FAILED");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void a_generation_that_never_begins_is_told() {
    api.answer(
            "POST",
            "/setups",
            202,
            """
            {"setup": "%s", "requestId": "secureacr-2", "generation": 2, "acceptedBefore": false}
            """
                .formatted(SETUP))
        .answer("GET", PATH, 200, SUCCEEDED);

    Cli.Ran ran = cli.reading("{}").run("submit", "-", "--follow");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.error()).contains("does not begin with it", "dead-letters");
  }
}
