package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.moat.cli.LocalApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The HTTP API as an operator calls it. */
record HttpApi(LocalApi api, String operator) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What was answered. */
  record Answer(int status, JsonNode body, Optional<String> etag) {

    /** The code of a problem. */
    String code() {
      return body.path("code").asText();
    }
  }

  static HttpApi of(MoatExtension moat, String operator) {
    return new HttpApi(moat.moat().api(), operator);
  }

  Answer get(String path) {
    return send(request(path).GET());
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  Answer post(String path, String json) {
    return send(withJson(path, json));
  }

  /** Posts on the condition that the setup still is as it was seen. */
  Answer postIfMatch(String path, String json, String etag) {
    return send(withJson(path, json).header("If-Match", etag));
  }

  private HttpRequest.Builder withJson(String path, String json) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api.url() + path))
        .timeout(PATIENCE)
        .header("x-functions-key", api.key())
        .header("Moat-Operator", operator);
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      JsonNode body =
          response.body().isEmpty() ? MissingNode.getInstance() : Json.parse(response.body());
      return new Answer(response.statusCode(), body, response.headers().firstValue("ETag"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
