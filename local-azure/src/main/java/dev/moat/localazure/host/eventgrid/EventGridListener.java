package dev.moat.localazure.host.eventgrid;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.moat.localazure.host.app.FunctionMetadata;
import dev.moat.localazure.host.execution.TriggerListener;
import dev.moat.localazure.host.worker.Datum;
import dev.moat.localazure.host.worker.TriggerData;
import java.util.HashMap;
import java.util.Map;

/** One function with an Event Grid trigger; its events arrive at the {@link EventGridWebhook}. */
public final class EventGridListener implements TriggerListener {

  private static final Gson INDENTED =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

  private final FunctionMetadata function;

  public EventGridListener(FunctionMetadata function) {
    this.function = function;
  }

  @Override
  public FunctionMetadata function() {
    return function;
  }

  /** Nothing to open: the host's HTTP server listens for all of them. */
  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public void close() {}

  @Override
  public TriggerData manual(String input) {
    return data(JsonParser.parseString(input).getAsJsonObject());
  }

  /** One event as the function gets it, written over several lines as the real host does. */
  TriggerData data(JsonObject event) {
    Map<String, Datum> metadata = new HashMap<>();
    JsonElement content = event.get("data");
    if (content != null && !content.isJsonNull()) {
      metadata.put("data", new Datum.Json(content.toString()));
    }
    return new TriggerData(
        Map.of(function.trigger().name(), new Datum.Json(INDENTED.toJson(event))), metadata);
  }
}
