package dev.moat.localazure.resourcemanager.https;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.moat.localazure.identity.TokenIssuer;
import dev.moat.localazure.identity.User;
import dev.moat.localazure.resourcemanager.AskedAction;
import dev.moat.localazure.resourcemanager.Fault;
import dev.moat.localazure.resourcemanager.RecordedCall;
import dev.moat.localazure.resourcemanager.ResourceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tests ask of the emulator itself, under a path that Azure does not have. Needs no token. */
final class ControlHandler implements HttpHandler {
  static final String PATH = "/local-azure/";

  private final ResourceManager resourceManager;

  private final TokenIssuer tokens;
  private final Optional<EventControls> events;

  ControlHandler(Controls controls) {
    this.resourceManager = controls.resourceManager();
    this.tokens = controls.tokens();
    this.events = controls.eventGrid().map(EventControls::new);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String what =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getPath().substring(PATH.length());
    try (exchange) {
      answerOrRefuse(exchange, what);
    }
  }

  private void answerOrRefuse(HttpExchange exchange, String what) throws IOException {
    try {
      answer(exchange, what);
    } catch (IllegalArgumentException | JsonProcessingException unusable) {
      Exchanges.send(exchange, 400, object().put("message", unusable.getMessage()));
    }
  }

  private void answer(HttpExchange exchange, String what) throws IOException {
    switch (what) {
      case "GET health" -> Exchanges.send(exchange, 200, object().put("status", "ok"));
      case "GET calls" -> Exchanges.send(exchange, 200, calls());
      case "DELETE calls" -> done(exchange, resourceManager::clearCalls);
      case "POST faults" -> addFault(exchange, required(Exchanges.body(exchange)));
      case "DELETE faults" -> done(exchange, resourceManager.faults()::clear);
      case "POST principals" -> changePrincipal(exchange, required(Exchanges.body(exchange)));
      case "POST zone-groups" -> changeZoneGroups(exchange, required(Exchanges.body(exchange)));
      case "POST endpoints" -> holdEndpointNews(exchange, required(Exchanges.body(exchange)));
      case "POST tokens" -> issueToken(exchange, required(Exchanges.body(exchange)));
      case "GET events" -> Exchanges.send(exchange, 200, events().counts());
      case "POST events" -> {
        events().interfere(required(Exchanges.body(exchange)));
        Exchanges.send(exchange, 204, null);
      }
      case "POST events/raise" ->
          Exchanges.send(exchange, 200, events().raise(required(Exchanges.body(exchange))));
      default -> Exchanges.send(exchange, 404, object().put("message", "Unknown: " + what));
    }
  }

  private static void done(HttpExchange exchange, Runnable action) throws IOException {
    action.run();
    Exchanges.send(exchange, 204, null);
  }

  private static JsonNode required(@Nullable JsonNode body) {
    if (body == null) {
      throw new IllegalArgumentException("A JSON body is required.");
    }
    return body;
  }

  private ArrayNode calls() {
    ArrayNode calls = JsonNodeFactory.instance.arrayNode();
    resourceManager.calls().forEach(call -> calls.add(json(call)));
    return calls;
  }

  private static ObjectNode json(RecordedCall call) {
    ObjectNode json =
        object()
            .put("time", call.time().toString())
            .put("method", call.method())
            .put("path", call.path())
            .put("apiVersion", call.apiVersion());
    ObjectNode query = json.putObject("query");
    call.query().forEach(query::put);
    query.remove("api-version");
    json.put("status", call.status())
        .put("callerObjectId", call.caller().objectId())
        .put("callerApplicationId", call.caller().applicationId())
        .put("correlationId", call.correlationId());
    ArrayNode actions = json.putArray("actions");
    call.asked().forEach(asked -> actions.add(json(asked)));
    json.set("requestBody", call.requestBody());
    ObjectNode headers = json.putObject("responseHeaders");
    for (Map.Entry<String, String> header : call.replyHeaders().entrySet()) {
      headers.put(header.getKey(), header.getValue());
    }
    json.set("responseBody", call.replyBody());
    return json;
  }

  private static ObjectNode json(AskedAction asked) {
    return object()
        .put("action", asked.action())
        .put("scope", asked.scope())
        .put("linked", asked.linked());
  }

  private void addFault(HttpExchange exchange, JsonNode asked) throws IOException {
    int times = asked.path("times").asInt(1);
    String method = asked.path("method").asText("*");
    String path = asked.path("path").asText(".");
    resourceManager.faults().next(times, method, path, fault(asked));
    Exchanges.send(exchange, 204, null);
  }

  private static Fault fault(JsonNode asked) {
    JsonNode answer = asked.path("answer");
    if (answer.isObject()) {
      Integer retryAfter =
          answer.has("retryAfterSeconds") ? answer.get("retryAfterSeconds").asInt() : null;
      return new Fault.Refused(
          answer.path("status").asInt(500),
          answer.path("code").asText("InternalServerError"),
          answer.path("message").asText("Injected."),
          retryAfter);
    }
    JsonNode operation = asked.path("failOperation");
    if (operation.isObject()) {
      return new Fault.OperationFails(
          operation.path("code").asText("InternalServerError"),
          operation.path("message").asText("Injected."));
    }
    if (asked.has("delaySeconds")) {
      return new Fault.Delayed(
          Duration.ofMillis((long) (asked.get("delaySeconds").asDouble() * 1000)));
    }
    if (asked.path("loseAnswer").asBoolean()) {
      return new Fault.AnswerLost();
    }
    throw new IllegalArgumentException(
        "A fault needs one of 'answer', 'failOperation', 'delaySeconds' and 'loseAnswer'.");
  }

  private EventControls events() {
    return events.orElseThrow(
        () -> new IllegalArgumentException("This Resource Manager runs without Event Grid."));
  }

  private void issueToken(HttpExchange exchange, JsonNode asked) throws IOException {
    User user =
        new User(
            text(asked, "objectId"),
            asked.path("applicationId").asText(User.AZURE_CLI),
            text(asked, "name"),
            text(asked, "userName"));
    String token = tokens.issue(user, "https://management.azure.com/").text();
    Exchanges.send(exchange, 200, object().put("accessToken", token));
  }

  private static String text(JsonNode asked, String field) {
    String value = asked.path(field).asText("");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("The '%s' is required.".formatted(field));
    }
    return value;
  }

  private void changeZoneGroups(HttpExchange exchange, JsonNode asked) throws IOException {
    JsonNode follow = asked.path("follow");
    if (!follow.isBoolean()) {
      throw new IllegalArgumentException("The 'follow' of zone groups is true or false.");
    }
    done(exchange, () -> resourceManager.zoneGroupsFollow(follow.booleanValue()));
  }

  private void holdEndpointNews(HttpExchange exchange, JsonNode asked) throws IOException {
    if (!asked.path("hold").isBoolean()) {
      throw new IllegalArgumentException("The 'hold' of endpoints is true or false.");
    }
    done(exchange, () -> resourceManager.holdEndpointNews(asked.get("hold").asBoolean()));
  }

  private void changePrincipal(HttpExchange exchange, JsonNode asked) throws IOException {
    String objectId = asked.path("objectId").asText("");
    if (objectId.isEmpty()) {
      throw new IllegalArgumentException("The 'objectId' of the principal is required.");
    }
    if (asked.has("access")) {
      changeAccess(objectId, asked.get("access").asText());
    }
    if (asked.has("known")) {
      changeDirectory(objectId, asked.get("known").asBoolean());
    }
    Exchanges.send(exchange, 204, null);
  }

  private void changeAccess(String objectId, String access) {
    switch (access) {
      case "roles" -> resourceManager.principals().bindByRoles(objectId);
      case "everything" -> resourceManager.principals().unbind(objectId);
      default ->
          throw new IllegalArgumentException(
              "The 'access' of a principal is 'roles' or 'everything', not '%s'."
                  .formatted(access));
    }
  }

  private void changeDirectory(String objectId, boolean known) {
    if (known) {
      resourceManager.principals().add(objectId);
    } else {
      resourceManager.principals().forget(objectId);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
