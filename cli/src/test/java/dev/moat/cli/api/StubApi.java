package dev.moat.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API that answers what a test says, as long as {@code docs/openapi.json} allows it. When it is
 * closed it fails the test if a call was not as that document has it.
 */
public final class StubApi implements AutoCloseable {

  /** The only key it accepts. */
  public static final String KEY = "k3y-0f-the-stub==";

  private static final String PREFIX = "/api/v1";

  private final OpenApi contract = OpenApi.read();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private Platform platform = new Platform("", Optional.empty());

  private record Answer(int status, String body, Map<String, String> headers) {

    Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** What stands before the Functions host; without a refusal it lets all calls through. */
  private record Platform(String token, Optional<Answer> refusal) {

    Optional<Answer> refusal(Call call) {
      return refusal.filter(
          any -> !("Bearer " + token).equals(call.headers().get("authorization")));
    }
  }

  /**
   * A call that came.
   *
   * @param path with the query, without the API's own
   * @param headers names in lower case
   */
  public record Call(String method, String path, Map<String, String> headers, String body) {

    @Override
    public String toString() {
      return (method + " " + path + " " + body).strip();
    }
  }

  public StubApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::handle);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers a call; the last of several answers to the same call stays. */
  public StubApi answer(String method, String path, int status, String body) {
    String withoutQuery = path.replaceAll("\\?.*", "");
    assertThat(contract.problemsOfAnswer(method, withoutQuery, status, body)).isEmpty();
    return add(method, path, new Answer(status, body));
  }

  private StubApi add(String method, String path, Answer answer) {
    answers.computeIfAbsent(method + " " + path, any -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** Refuses a call. */
  public StubApi refuse(String method, String path, int status, String detail, String advice) {
    return answer(
        method,
        path,
        status,
        """
        {"type": "urn:moat:problem:Stub", "title": "Stub", "status": %d, "code": "Stub",
         "detail": "%s", "advice": "%s"}
        """
            .formatted(status, detail, advice));
  }

  /** Answers like the Functions host or what stands before it: without a reason. */
  public StubApi outage(String method, String path, int status) {
    return add(method, path, new Answer(status, ""));
  }

  /** Lets only calls with this token through, as the platform does where sign-in is on. */
  public StubApi signIn(String token, int refusal, String header, String value) {
    platform = new Platform(token, Optional.of(new Answer(refusal, "", Map.of(header, value))));
    return this;
  }

  /** Answers what no API of Moat's does. */
  public StubApi nonsense(String method, String path, String body) {
    return add(method, path, new Answer(200, body));
  }

  public List<Call> calls() {
    return calls;
  }

  /** The calls that were to change something. */
  public List<String> changes() {
    return calls.stream().filter(call -> !call.method().equals("GET")).map(Call::toString).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    assertThat(wrong).isEmpty();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Call call = call(exchange);
    calls.add(call);
    Answer answer = platform.refusal(call).orElseGet(() -> answer(call));
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (body.length > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/" + (answer.status() < 400 ? "json" : "problem+json"));
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private Answer answer(Call call) {
    if (!KEY.equals(call.headers().get("x-functions-key"))) {
      return new Answer(401, "");
    }
    check(call);
    Deque<Answer> given =
        answers.getOrDefault(
            call.method() + " " + call.path(),
            answers.getOrDefault(
                call.method() + " " + call.path().replaceAll("\\?.*", ""), new ArrayDeque<>()));
    if (given.isEmpty()) {
      wrong.add("No answer was set for " + call);
      return new Answer(500, "");
    }
    return given.size() > 1 ? given.remove() : given.element();
  }

  private void check(Call call) {
    String[] parts = call.path().split("\\?", 2);
    Map<String, String> query = new HashMap<>();
    for (String pair : parts.length == 1 ? new String[0] : parts[1].split("&")) {
      String[] sides = pair.split("=", 2);
      query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    contract
        .problemsOfCall(call.method(), parts[0], query, call.headers().keySet(), call.body())
        .forEach(problem -> wrong.add(call + ": " + problem));
  }

  private static Call call(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString().replaceFirst("^" + PREFIX, ""),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }
}
