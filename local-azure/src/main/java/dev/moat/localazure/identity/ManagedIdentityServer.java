package dev.moat.localazure.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The endpoint that App Service and Functions give to apps in {@code IDENTITY_ENDPOINT}. See <a
 * href="https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference">its
 * reference</a>.
 */
public final class ManagedIdentityServer implements AutoCloseable {
  private static final String PATH = "/msi/token";

  private final HttpServer server;
  private final TokenIssuer issuer;
  private final String secret;
  private final ManagedIdentity systemAssigned;
  private final Function<String, Optional<ManagedIdentity>> userAssigned;

  private ManagedIdentityServer(
      HttpServer server,
      TokenIssuer issuer,
      String secret,
      ManagedIdentity systemAssigned,
      Function<String, Optional<ManagedIdentity>> userAssigned) {
    this.server = server;
    this.issuer = issuer;
    this.secret = secret;
    this.systemAssigned = systemAssigned;
    this.userAssigned = userAssigned;
  }

  /**
   * Starts to listen on the loopback address.
   *
   * @param port 0 for a free one
   * @param secret what callers must send in {@code X-IDENTITY-HEADER}; the app has it in {@code
   *     IDENTITY_HEADER}
   * @param systemAssigned for calls that name no client
   * @param userAssigned finds the identity of a client id
   * @throws IOException when the port cannot be used
   */
  public static ManagedIdentityServer start(
      int port,
      TokenIssuer issuer,
      String secret,
      ManagedIdentity systemAssigned,
      Function<String, Optional<ManagedIdentity>> userAssigned)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    ManagedIdentityServer started =
        new ManagedIdentityServer(
            HttpServer.create(address, 0), issuer, secret, systemAssigned, userAssigned);
    started.server.createContext(PATH, started::handle);
    started.server.start();
    return started;
  }

  /** The value for {@code IDENTITY_ENDPOINT}. */
  public String endpoint() {
    return "http://localhost:" + server.getAddress().getPort() + PATH;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String sent = exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER");
      if (!secret.equals(sent)) {
        refuse(exchange, 401, "The header X-IDENTITY-HEADER is missing or has the wrong value.");
        return;
      }
      answer(exchange, query(exchange));
    }
  }

  private void answer(HttpExchange exchange, Map<String, String> query) throws IOException {
    String resource = query.getOrDefault("resource", "");
    if (resource.isEmpty() || !query.containsKey("api-version")) {
      refuse(exchange, 400, "The parameters 'resource' and 'api-version' are required.");
      return;
    }
    String clientId = query.get("client_id");
    Optional<ManagedIdentity> identity =
        clientId == null ? Optional.of(systemAssigned) : userAssigned.apply(clientId);
    if (identity.isEmpty()) {
      refuse(exchange, 400, "No User Assigned or Delegated Managed Identity found for " + clientId);
      return;
    }
    send(exchange, 200, token(identity.get(), resource));
  }

  private ObjectNode token(ManagedIdentity identity, String resource) {
    TokenIssuer.Token token = issuer.issue(identity, resource);
    return JsonNodeFactory.instance
        .objectNode()
        .put("access_token", token.text())
        .put("expires_on", Long.toString(token.expiresOn().getEpochSecond()))
        .put("resource", resource)
        .put("token_type", "Bearer")
        .put("client_id", identity.clientId());
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    send(
        exchange,
        status,
        JsonNodeFactory.instance.objectNode().put("statusCode", status).put("message", message));
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String parameter : (raw == null ? "" : raw).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        query.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
