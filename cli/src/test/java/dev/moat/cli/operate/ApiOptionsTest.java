package dev.moat.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiOptionsTest {

  private static final String SECRET = "s3cr3t-of-somebody";

  @TempDir private Path folder;

  private final StubApi api = new StubApi().answer("GET", "/setups", 200, "{\"items\": []}");
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void the_key_can_be_in_a_file() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), StubApi.KEY + "\n");

    assertThat(cli.without("MOAT_KEY").run("setups", "--key-file", file.toString()).code())
        .isZero();
  }

  @Test
  void the_url_can_be_an_option_and_end_as_people_copy_it() {
    assertThat(cli.without("MOAT_URL").run("setups", "--url", api.url() + "/api/v1/").code())
        .isZero();
  }

  @Test
  void without_a_url_the_local_moat_is_called_with_its_own_key() {
    assertThat(cli.without("MOAT_URL").with("MOAT_KEY", SECRET).run("setups").code()).isZero();
    assertThat(api.calls().get(0).headers()).containsEntry("x-functions-key", StubApi.KEY);
  }

  @Test
  void a_key_that_is_not_accepted_ends_with_5_and_is_not_told() {
    Cli.Ran ran = cli.with("MOAT_KEY", SECRET).run("setups");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.error()).contains("does not accept the key").doesNotContain(SECRET);
  }

  @Test
  void a_key_that_is_missing_is_told_so() {
    Cli.Ran ran = cli.without("MOAT_KEY").run("setups");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.error()).contains("none was given", "MOAT_KEY", "--key-file");
  }

  @Test
  void what_is_no_key_is_not_told_either() {
    Cli.Ran ran = cli.with("MOAT_KEY", SECRET + "\n" + SECRET).run("setups");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error()).contains("MOAT_KEY").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://moat.azurewebsites.net",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "ftp://localhost",
        "moat.azurewebsites.net",
        "https://me:s3cr3t-of-somebody@moat.azurewebsites.net",
        "https://moat.azurewebsites.net/?code=s3cr3t-of-somebody",
        "https://moat.azurewebsites.net/#s3cr3t-of-somebody",
        "https://moat azurewebsites.net/s3cr3t-of-somebody"
      })
  void a_key_is_sent_encrypted_or_to_this_machine_or_not_at_all(String url) {
    Cli.Ran ran = cli.run("setups", "--url", url);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error()).contains("What to do: Give").doesNotContain(SECRET);
  }

  @Test
  void an_api_that_is_not_there_ends_with_6() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    Cli.Ran ran = cli.run("setups", "--url", "http://127.0.0.1:" + port);

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.error())
        .contains("Cannot reach Moat at http://127.0.0.1:" + port + ": nothing listens there.");
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504, 429})
  void an_api_that_has_no_answer_ends_with_6(int status) {
    api.outage("GET", "/rejected-requests", status);

    assertThat(cli.run("rejected").code()).isEqualTo(6);
  }

  @Test
  void another_program_at_that_url_is_told() {
    api.outage("GET", "/rejected-requests", 404);

    Cli.Ran ran = cli.run("rejected");

    assertThat(ran.code()).isEqualTo(6);
    assertThat(ran.error()).contains("There is no Moat at");
  }

  @Test
  void an_answer_that_is_none_is_told() {
    api.nonsense("GET", "/rejected-requests", "<html>");

    Cli.Ran ran = cli.run("rejected");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.error()).contains("is not what this version").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "J\u00fcrgen",
        "a\nb",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void a_name_that_cannot_stand_in_the_history_is_refused(String name) {
    assertThat(cli.run("setups", "--operator", name).code()).isEqualTo(2);
    assertThat(api.calls()).isEmpty();
  }
}
