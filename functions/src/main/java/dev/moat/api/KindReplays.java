package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.texts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.Answer;
import dev.moat.engine.Replays;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import dev.moat.model.StepKind;
import java.util.Optional;

/** Replays the failed steps of a kind, in all setups. */
final class KindReplays {

  private final Replays replays;
  private final Bodies bodies;

  KindReplays(Replays replays, Bodies bodies) {
    this.replays = replays;
    this.bodies = bodies;
  }

  Reply replay(Call call, Caller caller) {
    Page<Replays.Result> page = replay(bodies.read(Endpoint.REPLAY_KIND, call), caller);
    ObjectNode json = object();
    json.set("results", array(page.items(), KindReplays::result));
    json.put("more", page.continuation().isPresent());
    putText(json, "continuation", page.continuation());
    return Reply.json(Reply.ACCEPTED, json);
  }

  private Page<Replays.Result> replay(JsonNode body, Caller caller) {
    try {
      return replays.ofKind(
          StepKind.ofLabel(body.path("kind").textValue()),
          caller.operator(),
          Optional.ofNullable(body.path("continuation").textValue()));
    } catch (InvalidContinuationException e) {
      throw Bodies.invalid(e.getMessage() + ".");
    }
  }

  private static ObjectNode result(Replays.Result result) {
    ObjectNode json = object().put("setup", result.setup().value());
    json.set("steps", texts(result.steps()));
    json.put("replayed", result.answer() instanceof Answer.Granted);
    if (result.answer() instanceof Answer.Refused refused) {
      json.put("code", refused.code()).put("detail", refused.message());
    } else if (result.answer() instanceof Answer.Outdated) {
      json.put("code", "SetupChanged").put("detail", "It has changed meanwhile; ask again.");
    } else if (result.answer() instanceof Answer.NoSuchSetup) {
      json.put("code", "NoSuchSetup").put("detail", "It is not there any more.");
    }
    return json;
  }
}
