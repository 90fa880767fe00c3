package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.Forecast;
import dev.moat.engine.ForecastStep;

/** Writes what a request would do. */
final class ForecastJson {

  private ForecastJson() {}

  static ObjectNode write(Forecast forecast) {
    ObjectNode json =
        object()
            .put("setup", forecast.setup().value())
            .put("registry", forecast.registry().value())
            .put("feasible", forecast.feasible());
    json.set("steps", array(forecast.steps(), ForecastJson::step));
    json.set("addresses", addresses(forecast));
    json.set(
        "losesAccess",
        array(
            forecast.losesAccess(),
            loss ->
                object()
                    .put("who", loss.who())
                    .put("why", loss.why())
                    .put("advice", loss.advice())));
    json.set("leftInPlace", texts(forecast.leftInPlace()));
    json.put("writes", forecast.writes());
    json.set("calls", StepJson.calls(forecast.calls().reads(), forecast.calls().writes()));
    return json;
  }

  private static ObjectNode step(ForecastStep step) {
    ObjectNode json =
        object()
            .put("name", step.name().value())
            .put("kind", step.kind().label())
            .put("resource", step.resource().value())
            .put("action", step.action().name());
    json.set("differences", array(step.differences(), DriftJson::difference));
    step.error().ifPresent(error -> json.set("error", StepJson.error(error)));
    putText(json, "note", step.note());
    return json;
  }

  private static ObjectNode addresses(Forecast forecast) {
    ObjectNode json =
        object()
            .put("subnet", forecast.addresses().subnet().value())
            .put("needed", forecast.addresses().needed());
    forecast.addresses().free().ifPresent(free -> json.put("free", free));
    putText(json, "warning", forecast.addresses().warning());
    return json;
  }
}
