package dev.moat.localazure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A webhook that agrees to both handshakes and keeps what it is sent. */
public final class Inbox implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private volatile boolean agrees = true;

  /** What came in one request. */
  public record Received(Map<String, String> headers, JsonNode body) {}

  private Inbox(HttpServer server) {
    this.server = server;
  }

  /** Starts to listen. */
  public static Inbox open() throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Inbox inbox = new Inbox(HttpServer.create(address, 0));
    inbox.server.setExecutor(Executors.newCachedThreadPool());
    inbox.server.createContext("/hook", inbox::handle);
    inbox.server.start();
    return inbox;
  }

  /** Where events are to be sent; the query is a secret. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook?code=secret";
  }

  /** Answers the next deliveries with these statuses, later ones with 200. */
  public void answer(int... nextStatuses) {
    for (int status : nextStatuses) {
      statuses.add(status);
    }
  }

  /** Takes part in no handshake from now on. */
  public void disagree() {
    agrees = false;
  }

  /** The next delivery; fails when none comes. */
  public Received next() throws InterruptedException {
    Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("a delivery within %d s", PATIENCE_SECONDS).isNotNull();
    return next;
  }

  /** How many deliveries wait to be looked at. */
  public int size() {
    return received.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String type = exchange.getRequestHeaders().getFirst("aeg-event-type");
      if (exchange.getRequestMethod().equals("OPTIONS")) {
        allow(exchange);
      } else if ("SubscriptionValidation".equals(type)) {
        validate(exchange, JSON.readTree(body));
      } else {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        received.add(new Received(headers, JSON.readTree(body)));
        exchange.sendResponseHeaders(Optional.ofNullable(statuses.poll()).orElse(200), -1);
      }
    }
  }

  private void allow(HttpExchange exchange) throws IOException {
    if (agrees) {
      String origin = exchange.getRequestHeaders().getFirst("WebHook-Request-Origin");
      exchange.getResponseHeaders().set("WebHook-Allowed-Origin", origin);
    }
    exchange.sendResponseHeaders(204, -1);
  }

  private void validate(HttpExchange exchange, JsonNode events) throws IOException {
    if (!agrees) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    String code = events.at("/0/data/validationCode").asText();
    byte[] answer = ("{\"validationResponse\":\"" + code + "\"}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
