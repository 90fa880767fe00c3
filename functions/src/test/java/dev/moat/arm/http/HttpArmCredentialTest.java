package dev.moat.arm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.moat.arm.ArmError;
import dev.moat.arm.ArmErrors;
import dev.moat.arm.ArmException;
import dev.moat.arm.ErrorClass;
import dev.moat.model.ResourceId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** With the real HTTP client, and a credential. */
class HttpArmCredentialTest {

  private static final URI NOBODY = URI.create("https://localhost:1");
  private static final URI PLAIN = URI.create("http://localhost:1");
  private static final ResourceId GROUP = new ResourceId("/subscriptions/s/resourceGroups/rg");
  private static final TokenCredential TOKEN =
      request -> Mono.just(new AccessToken("t", OffsetDateTime.MAX));
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

  @Test
  void a_token_is_not_sent_without_encryption() {
    HttpArm arm = HttpArm.withCredential(PLAIN, TOKEN, SCOPE, Clock.systemUTC());

    assertThatThrownBy(() -> arm.get(GROUP, "2022-09-01")).hasMessageContaining("HTTPS");
  }

  /** Over plain HTTP, so without the credential, which the test before shows to refuse that. */
  @Test
  void a_redirect_is_a_refusal_and_not_followed() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext("/", exchange -> redirect(exchange, asked));
    server.start();
    try {
      URI here = URI.create("http://localhost:" + server.getAddress().getPort());
      HttpPipeline pipeline =
          new HttpPipelineBuilder().httpClient(HttpClient.createDefault()).build();
      HttpArm arm = new HttpArm(here, pipeline, Clock.systemUTC());

      assertThat(refusal(arm).status()).isEqualTo(307);
      assertThat(asked).containsExactly(GROUP.value());
    } finally {
      server.stop(0);
    }
  }

  private static void redirect(HttpExchange exchange, List<String> asked) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(307, -1);
    exchange.close();
  }

  private static ArmError refusal(TokenCredential credential) {
    return refusal(HttpArm.withCredential(NOBODY, credential, SCOPE, Clock.systemUTC()));
  }

  private static ArmError refusal(HttpArm arm) {
    return catchThrowableOfType(ArmException.class, () -> arm.get(GROUP, "2022-09-01")).error();
  }
}
