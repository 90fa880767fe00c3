package dev.moat.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Calls over HTTP. Redirects are not followed: key and token are for the host that was named. */
final class HttpCalls {

  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  /** Longer than a function app takes to start from nothing, or to plan a large request. */
  private static final Duration TO_ANSWER = Duration.ofSeconds(100);

  private final ApiAddress address;
  private final String operator;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TO_CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();

  HttpCalls(ApiAddress address, String operator) {
    this.address = address;
    this.operator = operator;
  }

  /** Reads. */
  <T> Reply<T> get(String path, Class<T> type) {
    return parsed(answer(request(path).GET(), false), type);
  }

  /** Asks what something would do, which changes nothing. */
  <T> Reply<T> query(String path, String body, Class<T> type) {
    return parsed(answer(withBody(request(path), "POST", Optional.of(body)), false), type);
  }

  /** Changes something. */
  <T> Reply<T> post(String path, Optional<String> body, Optional<String> version, Class<T> type) {
    HttpRequest.Builder request = withBody(request(path), "POST", body);
    version.ifPresent(seen -> request.header("If-Match", "\"" + seen + "\""));
    return parsed(answer(bySomebody(request), true), type);
  }

  /** Changes something, to an answer without content. */
  void send(String method, String path, Optional<String> body) {
    answer(bySomebody(withBody(request(path), method, body)), true);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(TO_ANSWER)
            .header("Accept", "application/json, application/problem+json");
    address.key().ifPresent(key -> request.header("x-functions-key", key.value()));
    address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
    return request;
  }

  private static HttpRequest.Builder withBody(
      HttpRequest.Builder request, String method, Optional<String> body) {
    body.ifPresent(given -> request.header("Content-Type", "application/json"));
    return request.method(
        method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
  }

  private HttpRequest.Builder bySomebody(HttpRequest.Builder request) {
    return request.header("Moat-Operator", operator);
  }

  private String answer(HttpRequest.Builder request, boolean changes) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new Refusals(address).of(response);
      }
      return response.body();
    } catch (IOException e) {
      throw Outage.of(address, e, changes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("Interrupted while waiting for Moat's answer.", "Ask again.", e);
    }
  }

  private <T> Reply<T> parsed(String json, Class<T> type) {
    try {
      return new Reply<>(json, Json.read(json, type));
    } catch (JsonProcessingException e) {
      throw new Failure(
          "What %s answers is not what this version of Moat's command line knows: %s"
              .formatted(address.app(), e.getOriginalMessage()),
          "See that --url is a Moat's, and use the command line of the same version.",
          e);
    }
  }
}
