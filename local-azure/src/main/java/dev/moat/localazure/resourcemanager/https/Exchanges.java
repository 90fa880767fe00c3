package dev.moat.localazure.resourcemanager.https;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON over the JDK's HTTP server. */
final class Exchanges {
  private static final int NO_BODY = -1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Exchanges() {}

  static @Nullable JsonNode body(HttpExchange exchange)
      throws IOException, JsonProcessingException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    return bytes.length == 0 ? null : JSON.readTree(bytes);
  }

  static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  static void send(HttpExchange exchange, int status, @Nullable JsonNode body) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (body == null || head) {
      exchange.sendResponseHeaders(status, NO_BODY);
      return;
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
