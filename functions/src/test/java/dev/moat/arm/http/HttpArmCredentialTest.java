package dev.moat.arm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmErrors;
import dev.moat.arm.ArmException;
import dev.moat.arm.ErrorClass;
import dev.moat.model.ResourceId;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** With the real HTTP client, against a port on which nobody listens. */
class HttpArmCredentialTest {

  private static final URI NOBODY = URI.create("https://localhost:1");
  private static final String SCOPE = "https://management.azure.com/.default";

  @Test
  void a_connection_that_cannot_be_made_is_no_answer_and_the_token_was_asked_for_the_scope() {
    List<String> scopes = new ArrayList<>();

    ArmError error =
        refusal(
            request -> {
              scopes.addAll(request.getScopes());
              return Mono.just(new AccessToken("t", OffsetDateTime.MAX));
            });

    assertThat(error.status()).isZero();
    assertThat(error.code()).isEqualTo("NoAnswer");
    assertThat(scopes).containsExactly(SCOPE);
  }

  @Test
  void a_token_that_is_not_given_is_no_answer_either() {
    ArmError error =
        refusal(request -> Mono.error(new ClientAuthenticationException("not today", null)));

    assertThat(error.code()).isEqualTo("NoToken");
    assertThat(error.message()).contains("not today");
    assertThat(ArmErrors.classify(error)).isInstanceOf(ErrorClass.Unavailable.class);
  }

  private static ArmError refusal(TokenCredential credential) {
    HttpArm arm = HttpArm.withCredential(NOBODY, credential, SCOPE, Clock.systemUTC());
    ResourceId id = new ResourceId("/subscriptions/s/resourceGroups/rg");
    return catchThrowableOfType(ArmException.class, () -> arm.get(id, "2022-09-01")).error();
  }
}
