package dev.moat.localazure.host.http;

import com.google.gson.Gson;
import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.Outcome;
import dev.moat.localazure.host.worker.Datum;
import dev.moat.localazure.host.worker.HttpRequestData;
import dev.moat.localazure.host.worker.HttpResponseData;
import dev.moat.localazure.host.worker.TriggerData;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP-triggered function behind its route. */
final class HttpFunction implements HttpEndpoint, Comparable<HttpFunction> {

  private static final Gson GSON = new Gson();

  private final FunctionMetadata function;
  private final RouteTemplate route;
  private final List<String> methods;
  private final String authLevel;
  private final AccessKeys keys;
  private final FunctionExecutor executor;

  HttpFunction(
      FunctionMetadata function, String routePrefix, AccessKeys keys, FunctionExecutor executor) {
    Binding trigger = function.trigger();
    String path = trigger.text("route").filter(text -> !text.isEmpty()).orElse(function.name());
    this.function = function;
    this.route = new RouteTemplate(routePrefix.isEmpty() ? path : routePrefix + "/" + path);
    this.methods = trigger.texts("methods").stream().map(HttpFunction::upper).toList();
    this.authLevel = trigger.text("authLevel").orElse("FUNCTION");
    this.keys = keys;
    this.executor = executor;
  }

  /** As the host lists it: {@code GET,POST http://localhost:PORT/api/route}. */
  String describe(String baseUrl) {
    return (methods.isEmpty() ? "*" : String.join(",", methods)) + " " + baseUrl + "/" + route;
  }

  String urlTemplate(String baseUrl) {
    return baseUrl + "/" + route;
  }

  FunctionMetadata function() {
    return function;
  }

  /**
   * A method that the function does not list is answered like a route that does not exist, with
   * 404.
   */
  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    if (!methods.isEmpty() && !methods.contains(call.method())) {
      return Optional.empty();
    }
    return route.match(call.path()).map(values -> invoke(call, values));
  }

  @Override
  public int compareTo(HttpFunction other) {
    return route.compareTo(other.route);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HttpFunction http && http.function.equals(function);
  }

  @Override
  public int hashCode() {
    return function.hashCode();
  }

  private HttpReply invoke(HttpCall call, Map<String, String> routeValues) {
    if (!keys.allow(call, authLevel)) {
      return HttpReply.empty(HttpReply.UNAUTHORIZED);
    }
    Outcome outcome =
        executor.execute(
            function,
            data(call, routeValues),
            "This function was programmatically called via the host APIs.");
    return outcome instanceof Outcome.Succeeded done
        ? reply(HttpResponseData.from(done.returned()))
        : HttpReply.empty(HttpReply.INTERNAL_SERVER_ERROR);
  }

  private TriggerData data(HttpCall call, Map<String, String> routeValues) {
    Map<String, String> query = call.query();
    HttpRequestData request =
        new HttpRequestData(call.method(), call.uri(), call.headers(), query, body(call));
    Map<String, Datum> metadata = new HashMap<>();
    query.forEach((name, value) -> metadata.put(name, new Datum.Text(value)));
    routeValues.forEach((name, value) -> metadata.put(name, new Datum.Text(value)));
    metadata.put("Query", new Datum.Json(GSON.toJson(query)));
    metadata.put("Headers", new Datum.Json(GSON.toJson(call.headers())));
    return new TriggerData(Map.of(function.trigger().name(), new Datum.Http(request)), metadata);
  }

  private static Datum body(HttpCall call) {
    String type = call.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (call.body().length == 0) {
      return new Datum.Empty();
    }
    if (type.startsWith("application/octet-stream") || type.startsWith("multipart/")) {
      return new Datum.Bytes(call.body());
    }
    return type.startsWith("application/json")
        ? new Datum.Json(call.text())
        : new Datum.Text(call.text());
  }

  private static HttpReply reply(HttpResponseData data) {
    return new HttpReply(data.status(), data.headers(), data.body());
  }

  private static String upper(String method) {
    return method.toUpperCase(Locale.ROOT);
  }
}
