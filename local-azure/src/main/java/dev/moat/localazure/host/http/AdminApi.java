package dev.moat.localazure.host.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.moat.localazure.host.app.Binding;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.execution.FunctionExecutor;
import dev.moat.localazure.host.execution.TriggerListener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The part of the admin API that is useful on one machine: {@code GET /admin/host/status}, {@code
 * GET /admin/functions} and {@code POST /admin/functions/{name}}, which runs a function by hand and
 * answers 202 before it has run.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http">run
 *     a non-HTTP function</a>
 */
public final class AdminApi implements HttpEndpoint {

  private static final String FUNCTIONS = "admin/functions";

  private final FunctionApp app;
  private final HttpFunctions http;
  private final List<TriggerListener> listeners;
  private final AccessKeys keys;
  private final FunctionExecutor executor;
  private final Supplier<String> state;

  /**
   * @param listeners of all functions that are not called over HTTP
   * @param state the host's state, such as {@code Running}
   */
  public AdminApi(
      FunctionApp app,
      HttpFunctions http,
      List<TriggerListener> listeners,
      AccessKeys keys,
      FunctionExecutor executor,
      Supplier<String> state) {
    this.app = app;
    this.http = http;
    this.listeners = List.copyOf(listeners);
    this.keys = keys;
    this.executor = executor;
    this.state = state;
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    if (!call.path().startsWith("admin/")) {
      return Optional.empty();
    }
    if (!keys.allowAdmin(call)) {
      return Optional.of(HttpReply.empty(HttpReply.UNAUTHORIZED));
    }
    return route(call);
  }

  private Optional<HttpReply> route(HttpCall call) {
    String what = call.method() + " " + call.path();
    if (what.equals("GET admin/host/status")) {
      return Optional.of(HttpReply.json(HttpReply.OK, status()));
    }
    if (what.equals("GET " + FUNCTIONS)) {
      return Optional.of(HttpReply.json(HttpReply.OK, list(baseUrl(call))));
    }
    if (what.startsWith("POST " + FUNCTIONS + "/")) {
      return Optional.of(run(call.path().substring(FUNCTIONS.length() + 1), call.text()));
    }
    return Optional.empty();
  }

  private JsonObject status() {
    JsonObject status = new JsonObject();
    JsonArray ids = new JsonArray();
    app.functions().forEach(function -> ids.add(function.name()));
    status.addProperty("id", app.folder().toAbsolutePath().normalize().getFileName().toString());
    status.addProperty("state", state.get());
    status.add("functions", ids);
    return status;
  }

  private JsonArray list(String baseUrl) {
    Map<String, String> urls = http.urlTemplates(baseUrl);
    JsonArray list = new JsonArray();
    for (FunctionMetadata function : app.functions()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("name", function.name());
      entry.addProperty("href", baseUrl + "/" + FUNCTIONS + "/" + function.name());
      entry.addProperty("invoke_url_template", urls.get(function.name()));
      entry.addProperty("language", "java");
      entry.addProperty("isDisabled", false);
      entry.add("config", config(function));
      list.add(entry);
    }
    return list;
  }

  private static JsonObject config(FunctionMetadata function) {
    JsonArray bindings = new JsonArray();
    function.bindings().stream().map(Binding::properties).forEach(bindings::add);
    JsonObject config = new JsonObject();
    config.addProperty("entryPoint", function.entryPoint());
    config.add("bindings", bindings);
    return config;
  }

  private HttpReply run(String name, String body) {
    Optional<TriggerListener> listener =
        listeners.stream().filter(l -> l.function().name().equalsIgnoreCase(name)).findFirst();
    if (listener.isEmpty()) {
      return HttpReply.text(
          HttpReply.NOT_FOUND, "No function '" + name + "' that is not called over HTTP");
    }
    try {
      var unused =
          executor.executeAsync(
              listener.get().function(),
              listener.get().manual(input(body)),
              "This function was programmatically called via the host APIs.");
      return HttpReply.empty(HttpReply.ACCEPTED);
    } catch (JsonParseException | IllegalStateException e) {
      return HttpReply.text(
          HttpReply.BAD_REQUEST, "The body must be {\"input\": \"text\"}: " + e.getMessage());
    }
  }

  private static String input(String body) {
    JsonElement input = JsonParser.parseString(body).getAsJsonObject().get("input");
    return input == null || input.isJsonNull() ? "" : input.getAsString();
  }

  private static String baseUrl(HttpCall call) {
    return "http://" + call.uri().getAuthority();
  }
}
