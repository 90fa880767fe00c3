package dev.moat.localazure.host.eventgrid;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.Outcome;
import dev.moat.localazure.host.http.AccessKeys;
import dev.moat.localazure.host.http.HttpCall;
import dev.moat.localazure.host.http.HttpEndpoint;
import dev.moat.localazure.host.http.HttpReply;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/**
 * {@code POST /runtime/webhooks/eventgrid?functionName=NAME}: where Event Grid delivers.
 *
 * <p>By the header {@code aeg-event-type}: {@code SubscriptionValidation} is answered with the code
 * of the event; {@code Notification} runs the function once for each event of the array, or for the
 * one CloudEvent, all at the same time, and answers 202, or 500 if one failed, so that Event Grid
 * sends all of them again; {@code Unsubscribe} is 202; all else is 400. {@code OPTIONS} with {@code
 * WebHook-Request-Origin} is the handshake of CloudEvents.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema">endpoint
 *     validation</a>
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md">CloudEvents
 *     web hooks</a>
 */
public final class EventGridWebhook implements HttpEndpoint {

  private static final String PATH = "/runtime/webhooks/eventgrid";

  private final List<EventGridListener> listeners;
  private final AccessKeys keys;
  private final FunctionExecutor executor;

  public EventGridWebhook(
      List<EventGridListener> listeners, AccessKeys keys, FunctionExecutor executor) {
    this.listeners = List.copyOf(listeners);
    this.keys = keys;
    this.executor = executor;
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    if (!call.uri().getPath().equalsIgnoreCase(PATH)) {
      return Optional.empty();
    }
    if (!keys.allowEventGrid(call)) {
      return Optional.of(HttpReply.empty(HttpReply.UNAUTHORIZED));
    }
    String name = call.query().getOrDefault("functionName", "");
    return Optional.of(
        listeners.stream()
            .filter(listener -> listener.function().name().equalsIgnoreCase(name))
            .findFirst()
            .map(listener -> answer(call, listener))
            .orElseGet(
                () -> HttpReply.text(HttpReply.NOT_FOUND, "cannot find function: '" + name + "'")));
  }

  private HttpReply answer(HttpCall call, EventGridListener listener) {
    Optional<String> origin = call.header("webhook-request-origin");
    if (call.method().equals("OPTIONS") && origin.isPresent()) {
      return allowOrigin(origin.get());
    }
    try {
      return switch (call.header("aeg-event-type").orElse("").toLowerCase(Locale.ROOT)) {
        case "subscriptionvalidation" -> handshake(JsonParser.parseString(call.text()));
        case "notification" -> deliver(events(JsonParser.parseString(call.text())), listener);
        case "unsubscribe" -> HttpReply.empty(HttpReply.ACCEPTED);
        default -> HttpReply.empty(HttpReply.BAD_REQUEST);
      };
    } catch (JsonParseException | IllegalStateException e) {
      return HttpReply.text(HttpReply.INTERNAL_SERVER_ERROR, "not an event: " + e.getMessage());
    }
  }

  private static HttpReply allowOrigin(String origin) {
    String allowed = URI.create(origin).getHost() == null ? origin : URI.create(origin).getHost();
    return new HttpReply(
        HttpReply.OK,
        Map.of("WebHook-Allowed-Origin", allowed, "WebHook-Allowed-Rate", "*"),
        new byte[0]);
  }

  /** The data of a CloudEvent's validation event is JSON in a text. */
  private static HttpReply handshake(JsonElement body) {
    JsonElement first = body.isJsonArray() ? body.getAsJsonArray().get(0) : body;
    JsonElement data = first.getAsJsonObject().get("data");
    JsonObject content =
        (data.isJsonPrimitive() ? JsonParser.parseString(data.getAsString()) : data)
            .getAsJsonObject();
    JsonObject reply = new JsonObject();
    reply.add("validationResponse", content.get("validationCode"));
    return HttpReply.json(HttpReply.OK, reply);
  }

  private static List<JsonObject> events(JsonElement body) {
    if (body.isJsonObject()) {
      return List.of(body.getAsJsonObject());
    }
    JsonArray array = body.getAsJsonArray();
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private HttpReply deliver(List<JsonObject> events, EventGridListener listener) {
    List<CompletableFuture<Outcome>> running =
        events.stream().map(event -> run(event, listener)).toList();
    return running.stream()
        .map(CompletableFuture::join)
        .filter(Outcome.Failed.class::isInstance)
        .findFirst()
        .map(failed -> failure((Outcome.Failed) failed))
        .orElseGet(() -> HttpReply.empty(HttpReply.ACCEPTED));
  }

  private CompletableFuture<Outcome> run(JsonObject event, EventGridListener listener) {
    return executor.executeAsync(
        listener.function(),
        listener.data(event),
        "EventGrid trigger fired at " + listener.function().name());
  }

  private static HttpReply failure(Outcome.Failed failed) {
    return HttpReply.text(
        HttpReply.INTERNAL_SERVER_ERROR, String.valueOf(failed.cause().getMessage()));
  }
}
