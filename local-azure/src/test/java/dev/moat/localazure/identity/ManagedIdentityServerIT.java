package dev.moat.localazure.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagedIdentityServerIT {
  private static final String TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";
  private static final String STORAGE = "https://storage.azure.com";
  private static final String QUERY = "?api-version=2019-08-01&resource=" + STORAGE;
  private static final ManagedIdentity APP = new ManagedIdentity("oid", "client");
  private static final String RESOURCE =
      "/subscriptions/s/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";

  private ManagedIdentityServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ManagedIdentityServer.start(
            0,
            new TokenIssuer(TENANT, Clock.systemUTC()),
            "secret",
            APP,
            clientId ->
                clientId.equals("other")
                    ? Optional.of(new ManagedIdentity("other-oid", "other", RESOURCE))
                    : Optional.empty());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_token_carries_the_claims_that_services_check() throws Exception {
    JsonNode reply = json(get(QUERY, "secret"));
    JsonNode claims = claims(reply.path("access_token").asText());

    assertThat(claims.path("aud").asText()).isEqualTo(STORAGE);
    assertThat(claims.path("iss").asText()).isEqualTo("https://sts.windows.net/" + TENANT + "/");
    assertThat(claims.path("oid").asText()).isEqualTo("oid");
    assertThat(claims.path("appid").asText()).isEqualTo("client");
    assertThat(claims.path("tid").asText()).isEqualTo(TENANT);
    assertThat(claims.has("xms_mirid")).as("the identity of no resource").isFalse();
    long now = Instant.now().getEpochSecond();
    assertThat(claims.path("nbf").asLong()).isLessThan(now);
    assertThat(claims.path("iat").asLong()).isLessThan(now);
    assertThat(claims.path("exp").asLong()).isGreaterThan(now);
    assertThat(reply.path("expires_on").isTextual()).isTrue();
    assertThat(reply.path("token_type").asText()).isEqualTo("Bearer");
  }

  @Test
  void a_client_id_selects_a_user_assigned_identity() throws Exception {
    JsonNode reply = json(get(QUERY + "&client_id=other", "secret"));
    JsonNode claims = claims(reply.path("access_token").asText());

    assertThat(claims.path("oid").asText()).isEqualTo("other-oid");
    assertThat(claims.path("xms_mirid").asText()).isEqualTo(RESOURCE);
    assertThat(get(QUERY + "&client_id=unknown", "secret").statusCode()).isEqualTo(400);
  }

  @Test
  void a_wrong_header_gets_no_token() throws Exception {
    assertThat(get(QUERY, "guess").statusCode()).isEqualTo(401);
    assertThat(get("?api-version=2019-08-01", "secret").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> get(String query, String secret) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + query))
            .header("X-IDENTITY-HEADER", secret)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> reply) throws IOException {
    return new ObjectMapper().readTree(reply.body());
  }

  private static JsonNode claims(String token) throws IOException {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }
}
