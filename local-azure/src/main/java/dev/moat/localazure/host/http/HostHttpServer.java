package dev.moat.localazure.host.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.moat.localazure.host.log.HostLog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Listens for HTTP on the loopback interface and asks its endpoints in turn; none of them is 404.
 */
public final class HostHttpServer {

  private final List<HttpEndpoint> endpoints;
  private final HostLog log;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Binds the port; calls are answered from {@link #start} on.
   *
   * @param port 0 for any free one
   * @throws IOException if the port is taken
   */
  public HostHttpServer(int port, List<HttpEndpoint> endpoints, HostLog log) throws IOException {
    this.endpoints = List.copyOf(endpoints);
    this.log = log;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
  }

  public void start() {
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Takes no new calls, waits up to {@code graceSeconds} for those that run. */
  public void stop(int graceSeconds) {
    server.stop(graceSeconds);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, reply(exchange));
    }
  }

  private HttpReply reply(HttpExchange exchange) {
    try {
      HttpCall call = call(exchange);
      return endpoints.stream()
          .flatMap(endpoint -> endpoint.answer(call).stream())
          .findFirst()
          .orElseGet(() -> HttpReply.empty(HttpReply.NOT_FOUND));
    } catch (IOException | RuntimeException e) {
      log.line("Cannot answer " + exchange.getRequestMethod() + " " + exchange.getRequestURI(), e);
      return HttpReply.empty(HttpReply.INTERNAL_SERVER_ERROR);
    }
  }

  private HttpCall call(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String host = headers.getOrDefault("host", "localhost:" + port());
    return new HttpCall(
        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
        URI.create("http://" + host + exchange.getRequestURI()),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    boolean noBody = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), noBody ? -1 : reply.body().length);
    if (!noBody) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
  }
}
