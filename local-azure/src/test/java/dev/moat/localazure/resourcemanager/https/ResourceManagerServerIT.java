package dev.moat.localazure.resourcemanager.https;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.resourcemanager.Latency;
import dev.moat.localazure.resourcemanager.ResourceManager;
import dev.moat.localazure.resourcemanager.Tenant;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceManagerServerIT {
  private static final String GROUP = "/subscriptions/s/resourceGroups/rg";
  private static final String VERSION = "?api-version=2022-09-01";
  private static final String CORRELATION = "c0ffee00-0000-4000-8000-000000000001";
  private static final String WESTEUROPE = "{\"location\":\"westeurope\"}";

  @TempDir private Path directory;

  private final Clock clock = Clock.systemUTC();
  private final ResourceManager azure =
      new ResourceManager(clock, new SplittableRandom(3), Latency.instant());
  private ResourceManagerServer server;
  private HttpClient http;

  @BeforeEach
  void start() throws IOException {
    LocalCertificates certificates = LocalCertificates.create(directory, clock);
    server =
        ResourceManagerServer.start(
            0, certificates.serverContext(), azure, Tenant.any().id(), clock, () -> {});
    http = HttpClient.newBuilder().sslContext(certificates.clientContext()).build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_call_without_a_token_is_challenged() throws Exception {
    HttpResponse<String> reply =
        http.send(request("GET", GROUP + VERSION, "").build(), BodyHandlers.ofString());

    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer authorization_uri=");
    assertThat(json(reply).at("/error/code").asText()).isEqualTo("AuthenticationFailed");
  }

  @Test
  void claims_of_the_token_name_the_caller_and_ids_are_echoed() throws Exception {
    HttpResponse<String> reply =
        http.send(
            authorized("PUT", GROUP + VERSION, WESTEUROPE)
                .header("x-ms-client-request-id", "mine")
                .header("x-ms-correlation-request-id", CORRELATION)
                .build(),
            BodyHandlers.ofString());

    assertThat(reply.statusCode()).isEqualTo(201);
    assertThat(reply.headers().firstValue("x-ms-client-request-id")).contains("mine");
    assertThat(reply.headers().firstValue("x-ms-correlation-request-id")).contains(CORRELATION);
    assertThat(reply.headers().firstValue("x-ms-request-id")).isPresent();
    assertThat(azure.calls().get(0).caller().objectId()).isEqualTo("the-oid");
  }

  @Test
  void empty_segments_and_encoded_slashes_reach_the_resource_manager() throws Exception {
    send(authorized("PUT", GROUP + VERSION, WESTEUROPE));

    HttpResponse<String> reply =
        send(authorized("GET", "/subscriptions/s//resourceGroups%2Frg" + VERSION, ""));

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(send(authorized("GET", "/" + GROUP + VERSION, "")).statusCode()).isEqualTo(200);
  }

  @Test
  void a_body_that_is_no_json_is_refused() throws Exception {
    HttpResponse<String> reply = send(authorized("PUT", GROUP + VERSION, "{"));

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(json(reply).at("/error/code").asText()).isEqualTo("InvalidRequestContent");
  }

  @Test
  void the_control_surface_shows_and_forgets_calls_and_injects_faults() throws Exception {
    String fault =
        "{\"method\":\"PUT\",\"path\":\"rg\",\"answer\":{\"status\":429,\"code\":\"TooManyRequests\","
            + "\"message\":\"Slow.\",\"retryAfterSeconds\":3}}";
    assertThat(send(request("POST", "/local-azure/faults", fault)).statusCode()).isEqualTo(204);

    HttpResponse<String> refused = send(authorized("PUT", GROUP + VERSION, WESTEUROPE));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("3");
    JsonNode calls = json(send(request("GET", "/local-azure/calls", "")));
    assertThat(calls).hasSize(1);
    assertThat(calls.at("/0/status").asInt()).isEqualTo(429);
    assertThat(calls.at("/0/callerObjectId").asText()).isEqualTo("the-oid");
    send(request("DELETE", "/local-azure/calls", ""));
    assertThat(json(send(request("GET", "/local-azure/calls", "")))).isEmpty();
    assertThat(send(request("GET", "/local-azure/health", "")).statusCode()).isEqualTo(200);
    assertThat(send(request("POST", "/local-azure/faults", "{}")).statusCode()).isEqualTo(400);
  }

  @Test
  void the_control_surface_holds_back_what_endpoints_are_told() throws Exception {
    assertThat(hold("{\"hold\":true}")).isEqualTo(204);
    assertThat(hold("{\"hold\":false}")).isEqualTo(204);
    assertThat(hold("{\"hold\":\"yes\"}")).isEqualTo(400);
  }

  private int hold(String how) throws Exception {
    return send(request("POST", "/local-azure/endpoints", how)).statusCode();
  }

  @Test
  void a_forgotten_principal_gets_no_role() throws Exception {
    String role = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    String body =
        "{\"properties\":{\"principalId\":\"p\",\"roleDefinitionId\":\"/x/" + role + "\"}}";
    String assignment = "/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/a";
    send(request("POST", "/local-azure/principals", "{\"objectId\":\"p\",\"known\":false}"));

    HttpResponse<String> refused = send(authorized("PUT", assignment + VERSION, body));
    assertThat(json(refused).at("/error/code").asText()).isEqualTo("PrincipalNotFound");
    send(request("POST", "/local-azure/principals", "{\"objectId\":\"p\",\"known\":true}"));
    assertThat(send(authorized("PUT", assignment + VERSION, body)).statusCode()).isEqualTo(201);
  }

  @Test
  void a_principal_is_bound_by_its_roles_and_calls_tell_what_they_asked_for() throws Exception {
    String bound = "{\"objectId\":\"the-oid\",\"access\":\"roles\"}";
    assertThat(send(request("POST", "/local-azure/principals", bound)).statusCode()).isEqualTo(204);

    HttpResponse<String> refused = send(authorized("PUT", GROUP + VERSION, WESTEUROPE));
    assertThat(refused.statusCode()).isEqualTo(403);
    JsonNode calls = json(send(request("GET", "/local-azure/calls", "")));
    assertThat(calls.at("/0/actions/0/action").asText())
        .isEqualTo("Microsoft.Resources/subscriptions/resourceGroups/write");

    String unbound = bound.replace("roles", "everything");
    send(request("POST", "/local-azure/principals", unbound));
    assertThat(send(authorized("PUT", GROUP + VERSION, WESTEUROPE)).statusCode()).isEqualTo(201);
    String unknown = bound.replace("roles", "some");
    assertThat(send(request("POST", "/local-azure/principals", unknown)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void zone_groups_are_asked_to_follow_or_not_to() throws Exception {
    for (String follow : new String[] {"false", "true"}) {
      String asked = "{\"follow\":" + follow + "}";
      assertThat(send(request("POST", "/local-azure/zone-groups", asked)).statusCode())
          .isEqualTo(204);
    }
    HttpResponse<String> unusable = send(request("POST", "/local-azure/zone-groups", "{}"));
    assertThat(unusable.statusCode()).isEqualTo(400);
    assertThat(json(unusable).path("message").asText()).contains("'follow'");
  }

  @Test
  void certificates_are_written_for_other_processes() {
    for (String file :
        new String[] {"ca.pem", "server.pem", "server-key.pem", "server.p12", "truststore.p12"}) {
      assertThat(Files.exists(directory.resolve(file))).as(file).isTrue();
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(server.endpoint() + path))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder authorized(String method, String path, String body) {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"oid\":\"the-oid\",\"appid\":\"a\"}".getBytes(StandardCharsets.UTF_8));
    return request(method, path, body).header("Authorization", "Bearer e30." + claims + ".x");
  }

  private static JsonNode json(HttpResponse<String> reply) throws IOException {
    return new ObjectMapper().readTree(reply.body());
  }
}
