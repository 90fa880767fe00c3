package dev.moat.arm.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Gives the answers it was told to give, one for each request, and keeps the requests. */
final class ScriptedHttpClient implements HttpClient {

  final List<HttpRequest> requests = new ArrayList<>();
  private final Deque<Function<HttpRequest, HttpResponse>> answers = new ArrayDeque<>();

  ScriptedHttpClient answer(int status, String body, String... headers) {
    HttpHeaders all = new HttpHeaders();
    for (int i = 0; i < headers.length; i += 2) {
      all.set(HttpHeaderName.fromString(headers[i]), headers[i + 1]);
    }
    answers.add(request -> new CannedResponse(request, status, all, body));
    return this;
  }

  ScriptedHttpClient breakConnection() {
    answers.add(
        request -> {
          throw new UncheckedIOException(new IOException("connection reset"));
        });
    return this;
  }

  HttpRequest onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("One request was expected, not " + requests.size());
    }
    return requests.get(0);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    requests.add(request);
    return Mono.fromCallable(() -> answers.remove().apply(request));
  }
}
