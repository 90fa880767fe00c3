package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.putTime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Actor;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;

/** Writes what differed, and who did it. */
final class DriftJson {

  private DriftJson() {}

  static ObjectNode write(Drift drift) {
    ObjectNode json = object();
    putTime(json, "foundAt", drift.foundAt());
    json.set("differences", array(drift.differences(), DriftJson::difference));
    drift.since().ifPresent(since -> putTime(json, "since", since));
    drift.cause().ifPresent(cause -> json.set("cause", change(cause)));
    return json.put("response", drift.response().name());
  }

  static ObjectNode difference(Difference difference) {
    return object()
        .put("field", difference.field())
        .put("expected", difference.expected())
        .put("found", difference.found());
  }

  private static ObjectNode change(ResourceChange change) {
    ObjectNode json =
        object().put("resource", change.resource().value()).put("operation", change.operation());
    json.set("actor", actor(change.actor()));
    json.put("correlationId", change.correlationId());
    putTime(json, "at", change.at());
    return json;
  }

  private static ObjectNode actor(Actor actor) {
    ObjectNode json = object();
    putText(json, "name", actor.name());
    putText(json, "objectId", actor.objectId());
    putText(json, "appId", actor.appId());
    return json;
  }
}
