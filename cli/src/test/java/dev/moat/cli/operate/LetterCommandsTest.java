package dev.moat.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rejected} and {@code dead-letters}. */
class LetterCommandsTest {

  private static final String REJECTED = "/rejected-requests/2518999-abc";
  private static final String LETTER = "/dead-letters/step-subnet/17";

  private final StubApi api = new StubApi();
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "rejected,                        /rejected-requests,         rejected",
    "rejected 2518999-abc,            /rejected-requests/2518999-abc, rejected-one",
    "dead-letters,                    /dead-letters,              dead-letter-counts",
    "dead-letters step-subnet,        /dead-letters/step-subnet,  dead-letters",
    "dead-letters step-subnet 17,     /dead-letters/step-subnet/17, dead-letter"
  })
  void they_are_shown_to_people_and_to_programs(String line, String path, String name) {
    api.answer("GET", path, 200, Cli.file(name + ".json"));

    assertThat(cli.run(line.split(" ")).out()).isEqualTo(Cli.file(name + ".txt"));
    assertThat(cli.run((line + " --json").split(" ")).out().strip())
        .isEqualTo(Cli.file(name + ".json").strip());
  }

  @Test
  void a_rejected_request_that_cannot_be_read_is_told() {
    api.answer(
        "GET",
        "/rejected-requests",
        200,
        """
        {"items": [], "unreadable": [{"id": "bS0x", "problem": "Cannot read row x."}]}
        """);

    assertThat(cli.run("rejected").out())
        .isEqualTo("No rejected request that can be read.\nNot shown: bS0x. Cannot read row x.\n");
  }

  @Test
  void a_rejected_request_is_posted_again_as_it_was_or_mended() {
    api.answer("POST", REJECTED + "/replay", 202, "");

    assertThat(cli.run("rejected", "2518999-abc", "--replay").code()).isZero();
    assertThat(
            cli.reading("{\"m\":1}")
                .run("rejected", "2518999-abc", "--replay", "--file", "-")
                .code())
        .isZero();
    assertThat(api.changes())
        .containsExactly("POST " + REJECTED + "/replay", "POST " + REJECTED + "/replay {\"m\":1}");
  }

  @Test
  void a_dead_letter_is_sent_again() {
    api.answer("POST", LETTER + "/replay", 202, "");

    Cli.Ran ran = cli.run("dead-letters", "step-subnet", "17", "--replay");

    assertThat(ran.out()).isEqualTo("Sent to step-subnet again.\n");
    assertThat(api.changes()).containsExactly("POST " + LETTER + "/replay");
  }

  @Test
  void what_is_forgotten_is_asked_before() {
    api.answer("DELETE", REJECTED, 204, "").answer("DELETE", LETTER, 204, "");

    assertThat(cli.run("rejected", "2518999-abc", "--discard").code()).isEqualTo(2);
    assertThat(cli.typing("n").run("dead-letters", "step-subnet", "17", "--discard").code())
        .isEqualTo(1);
    assertThat(api.changes()).isEmpty();
    assertThat(cli.run("rejected", "2518999-abc", "--discard", "--yes").code()).isZero();
    assertThat(cli.typing("y").run("dead-letters", "step-subnet", "17", "--discard").code())
        .isZero();
    assertThat(api.changes()).containsExactly("DELETE " + REJECTED, "DELETE " + LETTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rejected --replay",
        "rejected x --replay --discard",
        "rejected x --file y",
        "rejected x --all",
        "dead-letters --discard",
        "dead-letters q --replay",
        "dead-letters q seventeen",
        "dead-letters --limit 3",
        "dead-letters q 17 --limit 3"
      })
  void a_wrong_command_line_calls_nothing(String line) {
    assertThat(cli.run(line.split(" ")).code()).isEqualTo(2);
    assertThat(api.calls()).isEmpty();
  }
}
