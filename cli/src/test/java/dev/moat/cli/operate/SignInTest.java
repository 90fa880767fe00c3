package dev.moat.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.moat.cli.api.StubApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where App Service authentication stands before the API. */
class SignInTest {

  private static final String TOKEN = "eyJ0eXAiOiJKV1QifQ.eyJvaWQiOiIwYTExIn0.c2lnbmVk-_";
  private static final String SECRET = "s3cr3t-of-somebody";
  private static final String CLIENT_ID = "67ff3941-3536-4feb-b69d-e179a06ce195";
  private static final String COMMAND =
      "az account get-access-token --resource api://%s --query accessToken --output tsv";
  private static final String AUTHORIZE = "https://login.microsoftonline.com/contoso/authorize";

  @TempDir private Path folder;

  private final StubApi api = new StubApi().answer("GET", "/setups", 200, "{\"items\": []}");
  private final Cli cli = new Cli(api);

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void a_token_is_sent_beside_the_key() {
    challenging(CLIENT_ID);

    assertThat(cli.with("MOAT_TOKEN", TOKEN + "\n").run("setups").code()).isZero();
    assertThat(api.calls().get(0).headers())
        .containsEntry("authorization", "Bearer " + TOKEN)
        .containsEntry("x-functions-key", StubApi.KEY);
  }

  @Test
  void the_token_can_be_in_a_file() throws IOException {
    challenging(CLIENT_ID);
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\r\n");

    assertThat(cli.run("setups", "--token-file", file.toString()).code()).isZero();
  }

  @Test
  void a_token_that_is_missing_is_told_with_the_command_that_gets_one() {
    challenging(CLIENT_ID);

    Cli.Ran ran = cli.run("setups");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.error())
        .contains("Sign-in is on at " + api.url(), "no token was given")
        .contains("MOAT_TOKEN", "--token-file", COMMAND.formatted(CLIENT_ID));
  }

  @Test
  void a_token_that_is_not_accepted_ends_with_5_and_is_not_told() {
    challenging(CLIENT_ID);

    Cli.Ran ran = cli.with("MOAT_TOKEN", SECRET).run("setups");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.error())
        .contains("does not accept the token", COMMAND.formatted(CLIENT_ID))
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x; rm -r ~", "67ff3941", CLIENT_ID + "; rm -r ~\""})
  void nothing_but_a_client_id_gets_from_an_answer_into_the_command(String id) {
    challenging(id);

    Cli.Ran ran = cli.run("setups");

    assertThat(ran.error()).contains("Sign-in is on").doesNotContain("rm -r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fv1%2Fsetups",
        AUTHORIZE + "?redirect_uri=https%3A%2F%2Fmoat%2F.auth%2Flogin%2Faad%2Fcallback"
      })
  void the_way_to_the_login_page_is_not_followed(String page) {
    api.signIn(TOKEN, 302, "Location", page + "&client_id=" + CLIENT_ID);

    Cli.Ran ran = cli.with("MOAT_TOKEN", SECRET).run("setups");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.error()).contains("does not accept the token", COMMAND.formatted(CLIENT_ID));
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void a_redirect_to_anywhere_else_is_neither_followed_nor_about_signing_in() {
    api.signIn(TOKEN, 302, "Location", api.url() + "/elsewhere");

    Cli.Ran ran = cli.with("MOAT_TOKEN", SECRET).run("setups");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.error()).contains("answers 302").doesNotContain("token", SECRET);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void the_functions_host_refuses_the_key_also_when_the_token_is_right() {
    challenging(CLIENT_ID);

    Cli.Ran ran = cli.with("MOAT_TOKEN", TOKEN).with("MOAT_KEY", SECRET).run("setups");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.error())
        .contains("does not accept the key, or the token", "MOAT_KEY")
        .doesNotContain(SECRET, TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"s3cr3t-of-somebody\"",
        "Bearer s3cr3t-of-somebody",
        "s3cr3t-of-somebody\r\nMoat-Operator: bob",
        "{\"accessToken\": \"s3cr3t-of-somebody\"}"
      })
  void what_is_no_token_is_neither_sent_nor_told(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);

    for (Cli.Ran ran :
        new Cli.Ran[] {
          cli.run("setups", "--token-file", file.toString()),
          cli.with("MOAT_TOKEN", text).run("setups")
        }) {
      assertThat(ran.code()).isEqualTo(2);
      assertThat(ran.error())
          .contains("is no access token", COMMAND.formatted("CLIENT_ID"))
          .doesNotContain(SECRET);
    }
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void a_token_file_that_is_not_there_is_told() {
    Cli.Ran ran = cli.run("setups", "--token-file", folder.resolve("none").toString());

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error()).contains("Cannot read the token file " + folder.resolve("none"));
  }

  @Test
  void a_token_is_not_sent_in_the_clear() {
    Cli.Ran ran =
        cli.without("MOAT_KEY")
            .with("MOAT_TOKEN", SECRET)
            .run("setups", "--url", "http://moat.azurewebsites.net");

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.error()).contains("without encryption").doesNotContain(SECRET);
  }

  @Test
  void the_local_moat_gets_no_token() {
    assertThat(cli.without("MOAT_URL").with("MOAT_TOKEN", TOKEN).run("setups").code()).isZero();
    assertThat(api.calls().get(0).headers()).doesNotContainKey("authorization");
  }

  private void challenging(String resourceId) {
    api.signIn(
        TOKEN,
        401,
        "WWW-Authenticate",
        "Bearer realm=\"moat\" authorization_uri=\"%s\" resource_id=\"%s\""
            .formatted(AUTHORIZE, resourceId));
  }
}
