package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.moat.cli.LocalApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The HTTP API as its callers see it. */
final class HttpApi {

  private final LocalApi api;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpApi(LocalApi api) {
    this.api = api;
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  /** With JSON as its body; without one when it is empty. */
  HttpResponse<String> post(String path, String json, String... headers) {
    HttpRequest.Builder request = request(path, headers);
    return json.isEmpty()
        ? send(request.POST(BodyPublishers.noBody()))
        : send(
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  /** Without a key, or whatever else a test leaves out. */
  HttpResponse<String> getWithoutKey(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api.url() + path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.parse(response.body());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api.url() + path)).header("x-functions-key", api.key());
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot call the API", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while calling the API", e);
    }
  }
}
