package dev.moat.localazure.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.tls.LocalCertificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Calls Resource Manager over HTTPS as a person, and its control surface. */
final class ArmCalls {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

  private final String url;
  private final HttpClient http;
  private String token = "";
  private Optional<String> correlation = Optional.empty();

  ArmCalls(Endpoints endpoints) throws IOException, InterruptedException {
    url = endpoints.resourceManagerUrl();
    LocalCertificates certificates =
        LocalCertificates.openOrCreate(endpoints.trustStore().getParent(), Clock.systemUTC());
    http = HttpClient.newBuilder().sslContext(certificates.clientContext()).build();
    actAs("Somebody", "somebody@example.org", "0b1ec700-0000-4000-8000-000000000001");
  }

  void actAs(String name, String userName, String objectId)
      throws IOException, InterruptedException {
    String person =
        "{'name':'%s','userName':'%s','objectId':'%s'}".formatted(name, userName, objectId);
    token = control("POST", "tokens", person).path("accessToken").asText();
  }

  void correlateWith(String id) {
    correlation = Optional.of(id);
  }

  JsonNode put(String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("PUT", path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    return JSON.readTree(answer.body());
  }

  void delete(String path) throws IOException, InterruptedException {
    assertThat(send("DELETE", path, "").statusCode()).isBetween(200, 204);
  }

  /** Returns the resource when it is in this state; fails after thirty seconds. */
  JsonNode awaitState(String path, String state) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      JsonNode resource = JSON.readTree(send("GET", path, "").body());
      if (resource.at("/properties/provisioningState").asText().equals(state)) {
        return resource;
      }
      assertThat(System.nanoTime()).as("%s: %s", path, resource).isLessThan(deadline);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  /** What the operation says that an answer announced. */
  JsonNode poll(HttpResponse<String> announced) throws IOException, InterruptedException {
    String operation = announced.headers().firstValue("Azure-AsyncOperation").orElseThrow();
    HttpRequest.Builder poll =
        HttpRequest.newBuilder(URI.create(operation)).header("Authorization", "Bearer " + token);
    JsonNode status = JSON.readTree(http.send(poll.build(), BodyHandlers.ofString()).body());
    boolean unfinished = status.path("status").asText().equals("InProgress");
    return unfinished ? poll(announced) : status;
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(method, path + "?api-version=2022-06-15", body)
            .header("Authorization", "Bearer " + token);
    correlation.ifPresent(id -> request.header("x-ms-correlation-request-id", id));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  JsonNode control(String method, String what, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(method, "/local-azure/" + what, body).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder request(String method, String pathAndQuery, String body) {
    return HttpRequest.newBuilder(URI.create(url + pathAndQuery))
        .method(
            method,
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body.replace('\'', '"')));
  }
}
