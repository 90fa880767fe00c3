package dev.moat.store.table;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.launch.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/**
 * The managed identity of a local Azure. The SDK's own credential finds its endpoint only in the
 * variables of its process, and those of a test are set before there is an endpoint.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">The
 *     endpoint</a>
 */
final class LocalIdentity implements TokenCredential {

  private final HttpClient http = HttpClient.newHttpClient();
  private final Endpoints endpoints;

  LocalIdentity(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public Mono<AccessToken> getToken(TokenRequestContext request) {
    return Mono.fromCallable(() -> token(request.getScopes().get(0)));
  }

  private AccessToken token(String scope) throws IOException, InterruptedException {
    String resource = scope.replaceFirst("/\\.default$", "");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    endpoints.identityEndpoint() + "?api-version=2019-08-01&resource=" + resource))
            .header("X-IDENTITY-HEADER", endpoints.identityHeader())
            .build();
    JsonNode answer =
        new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
    Instant expiry = Instant.ofEpochSecond(answer.required("expires_on").asLong());
    return new AccessToken(
        answer.required("access_token").asText(), expiry.atOffset(ZoneOffset.UTC));
  }
}
