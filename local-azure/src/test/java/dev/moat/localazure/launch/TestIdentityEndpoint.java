package dev.moat.localazure.launch;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;

/** App Service's identity endpoint, as far as a token needs it; tokens are not signed. */
final class TestIdentityEndpoint implements AutoCloseable {

  private final HttpServer server;
  private final Clock clock;

  TestIdentityEndpoint(Clock clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/msi/token", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/msi/token";
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    long now = clock.instant().getEpochSecond();
    JsonObject answer = new JsonObject();
    answer.addProperty("access_token", token(now));
    answer.addProperty("expires_on", Long.toString(now + 3600));
    answer.addProperty("resource", "https://storage.azure.com");
    answer.addProperty("token_type", "Bearer");
    byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String token(long now) {
    JsonObject claims = new JsonObject();
    claims.addProperty("aud", "https://storage.azure.com");
    claims.addProperty("iss", "https://sts.windows.net/11111111-2222-3333-4444-555555555555/");
    claims.addProperty("iat", now);
    claims.addProperty("nbf", now - 60);
    claims.addProperty("exp", now + 3600);
    return base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + base64(claims.toString()) + ".c2ln";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
