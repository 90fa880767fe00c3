package dev.moat.localazure.resourcemanager.https;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.moat.localazure.resourcemanager.ArmReply;
import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;

/** Carries calls from HTTP to the Resource Manager and its answers back. */
final class ArmHandler implements HttpHandler {
  private final ResourceManager resourceManager;
  private final BearerTokens tokens;
  private final String tenant;
  private final Runnable afterWrite;

  ArmHandler(ResourceManager resourceManager, String tenant, Clock clock, Runnable afterWrite) {
    this.resourceManager = resourceManager;
    this.tokens = new BearerTokens(clock);
    this.tenant = tenant;
    this.afterWrite = afterWrite;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      Caller caller = tokens.caller(exchange.getRequestHeaders().getFirst("Authorization"));
      send(exchange, resourceManager.handle(request(exchange, caller)));
    } catch (BearerTokens.Rejected rejected) {
      challenge(exchange, rejected);
    } catch (JsonProcessingException malformed) {
      Exchanges.send(
          exchange,
          400,
          error("InvalidRequestContent", "The request content was invalid: it is no JSON."));
    }
  }

  /** The target as it was sent: the parts of a URI would take {@code //x} for a host. */
  private static ArmRequest request(HttpExchange exchange, Caller caller) throws IOException {
    return new ArmRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        Exchanges.headers(exchange),
        Exchanges.body(exchange),
        caller);
  }

  private void send(HttpExchange exchange, ArmReply reply) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      afterWrite.run();
    }
    pause(reply);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    Exchanges.send(exchange, reply.status(), reply.body());
  }

  private static void pause(ArmReply reply) throws InterruptedIOException {
    try {
      Thread.sleep(reply.delay().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The server stops before a delayed answer was sent.");
    }
  }

  private void challenge(HttpExchange exchange, BearerTokens.Rejected rejected) throws IOException {
    exchange
        .getResponseHeaders()
        .set(
            "WWW-Authenticate",
            "Bearer authorization_uri=\"https://login.windows.net/%s\", error=\"invalid_token\", error_description=\"%s\""
                .formatted(tenant, rejected.getMessage()));
    Exchanges.send(exchange, 401, error(rejected.code(), String.valueOf(rejected.getMessage())));
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", code).put("message", message);
    return body;
  }
}
