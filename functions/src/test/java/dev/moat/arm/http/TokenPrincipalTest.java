package dev.moat.arm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import dev.moat.model.Actor;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class TokenPrincipalTest {

  private static final String SCOPE = "https://management.azure.com/.default";

  @Test
  void the_principal_is_read_from_the_token() {
    assertThat(TokenPrincipal.of(token("{\"oid\": \"o-1\", \"appid\": \"a-1\", \"name\": \"x\"}")))
        .isEqualTo(new Actor(Optional.empty(), Optional.of("o-1"), Optional.of("a-1")));
  }

  @Test
  void letters_that_only_the_url_alphabet_has_are_read() {
    assertThat(TokenPrincipal.of(token("{\"oid\": \"???>>>~~~\"}")).objectId())
        .contains("???>>>~~~");
  }

  @Test
  void a_token_without_those_claims_names_nobody() {
    assertThat(TokenPrincipal.of(token("{}"))).isEqualTo(Actor.UNKNOWN);
  }

  @Test
  void the_credential_is_asked_for_a_token_of_the_scope() {
    List<String> scopes = new ArrayList<>();
    TokenPrincipal principal =
        new TokenPrincipal(
            request -> {
              scopes.addAll(request.getScopes());
              return Mono.just(new AccessToken(token("{\"oid\": \"o-1\"}"), OffsetDateTime.MAX));
            },
            SCOPE);

    assertThat(principal.get().objectId()).contains("o-1");
    assertThat(scopes).containsExactly(SCOPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "secret",
        "eyJvaWQiOiAibyJ9",
        "secret.secret.secret",
        "secret.*.secret",
        "secret.c2VjcmV0.secret",
        "secret.MQ.secret",
        "secret.bnVsbA.secret",
        "secret..secret"
      })
  void what_is_no_token_is_refused_without_being_quoted(String token) {
    IllegalStateException refusal =
        catchThrowableOfType(IllegalStateException.class, () -> TokenPrincipal.of(token));

    assertThat(refusal).hasMessageContaining("no JSON Web Token").hasNoCause();
    assertThat(refusal.getMessage()).doesNotContain("secret");
  }

  private static String token(String claims) {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "eyJhbGciOiJSUzI1NiJ9." + payload + ".signature";
  }
}
