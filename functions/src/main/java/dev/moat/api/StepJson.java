package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.putTime;
import static dev.moat.api.Json.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.DriftAdvice;
import dev.moat.model.Fact;
import dev.moat.model.OnDrift;
import dev.moat.model.Operation;
import dev.moat.model.ResourceId;
import dev.moat.model.StepError;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Writes a step.
 *
 * @param prerequisites of it in what the setup works on now
 * @param resource what it is about, as far as that is known
 * @param onDrift what the request says about its drift
 * @param isReplayable whether it can be replayed by itself
 */
record StepJson(
    StepRecord step,
    Collection<StepName> prerequisites,
    Optional<ResourceId> resource,
    Optional<OnDrift> onDrift,
    boolean isReplayable) {

  ObjectNode write() {
    ObjectNode json =
        object().put("name", step.name().value()).put("kind", step.name().kind().label());
    putText(json, "resource", resource);
    json.put("status", step.status().name());
    List<StepName> inOrder = prerequisites.stream().sorted().toList();
    json.set("prerequisites", texts(inOrder));
    json.put("attempt", step.attempt());
    putText(json, "waitingFor", step.waitingFor());
    step.operation().ifPresent(operation -> json.set("operation", operation(operation)));
    json.put("createdByMoat", step.createdByMoat());
    json.set("outputs", texts(step.outputs()));
    json.set("evidence", array(step.evidence(), StepJson::fact));
    step.error().ifPresent(error -> json.set("error", error(error)));
    json.set("drifts", array(step.drifts(), DriftJson::write));
    putText(json, "advice", DriftAdvice.of(step.name(), step.status(), step.drifts()));
    putText(json, "onDrift", onDrift);
    putText(json, "correlationId", step.correlationId());
    json.set("calls", calls(step.reads(), step.writes()));
    putText(json, "startedAt", step.startedAt());
    putText(json, "wakeAt", step.wakeAt());
    putText(json, "finishedAt", step.finishedAt());
    return json.put("replayable", isReplayable);
  }

  static ObjectNode error(StepError error) {
    return object()
        .put("code", error.code())
        .put("message", error.message())
        .put("advice", error.advice());
  }

  static ObjectNode calls(long reads, long writes) {
    return object().put("reads", reads).put("writes", writes);
  }

  /** The query of the URL holds signed parameters: whoever has them may ask Azure. */
  private static ObjectNode operation(Operation operation) {
    ObjectNode json = object().put("url", operation.pollUrl().split("[?#]", 2)[0]);
    putTime(json, "startedAt", operation.startedAt());
    return json;
  }

  private static ObjectNode fact(Fact fact) {
    return object().put("statement", fact.statement()).put("readFrom", fact.readFrom().value());
  }
}
