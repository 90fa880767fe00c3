package dev.moat.cli.operate;

import static dev.moat.cli.operate.Cli.SETUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan} and {@code submit}. */
class RequestCommandsTest {

  @TempDir private Path folder;

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void a_plan_tells_what_each_step_would_do_and_who_loses_access() {
    api.answer("POST", "/plans", 200, Cli.file("forecast-refused.json"));

    Cli.Ran ran = cli.reading("{\"a\": 1}").run("plan", "-");

    assertThat(ran.out()).isEqualTo(Cli.file("forecast-refused.txt"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(api.changes()).containsExactly("POST /plans {\"a\": 1}");
    assertThat(api.calls().get(0).headers()).doesNotContainKey("moat-operator");
  }

  @Test
  void what_is_feasible_ends_with_0() {
    api.answer(
        "POST",
        "/plans",
        200,
        Cli.file("forecast-refused.json").replace("\"feasible\": false", "\"feasible\": true"));

    assertThat(cli.reading("{}").run("plan", "-", "--json").code()).isZero();
  }

  @Test
  void a_file_is_sent_as_it_is() throws IOException {
    Path file = Files.writeString(folder.resolve("request.json"), "{\"ü\": 1}");
    api.answer(
        "POST",
        "/setups",
        202,
        """
        {"setup": "%s", "requestId": "r-1", "generation": 1, "acceptedBefore": true}
        """
            .formatted(SETUP));

    Cli.Ran ran = cli.run("submit", file.toString());

    assertThat(api.changes()).containsExactly("POST /setups {\"ü\": 1}");
    assertThat(api.calls().get(0).headers())
        .containsEntry("moat-operator", "alice")
        .containsEntry("content-type", "application/json");
    assertThat(ran.out()).contains("had been accepted before", SETUP, "Nothing has changed");
  }

  @Test
  void a_file_that_cannot_be_read_is_a_wrong_command_line() {
    Cli.Ran ran = cli.run("submit", folder.resolve("none.json").toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error()).contains("Cannot read the request in", "none.json");
  }

  @Test
  void a_request_that_is_wrong_is_refused_with_every_problem() {
    api.answer(
        "POST",
        "/setups",
        400,
        """
        {"type": "urn:moat:problem:RequestInvalid", "title": "Invalid", "status": 400,
         "code": "RequestInvalid", "detail": "The setup request is not accepted.",
         "advice": "Mend it.", "problems": [
           {"pointer": "/registry", "reason": "Missing", "message": "/registry is missing"},
           {"pointer": "/lockdown", "reason": "Wrong", "message": "is no object"}]}
        """);

    Cli.Ran ran = cli.reading("{}").run("submit", "-");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.error())
        .isEqualTo(
            """
            Failed: The setup request is not accepted.
              /registry is missing
              /lockdown: is no object
            What to do: Mend it.
            """);
  }
}
