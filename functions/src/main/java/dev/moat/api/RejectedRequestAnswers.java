package dev.moat.api;

import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.putTime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.RejectedRequests;
import dev.moat.store.Requests;
import java.util.Optional;

/** Shows requests that were rejected, posts them again and discards them. */
final class RejectedRequestAnswers {

  private final RejectedRequests requests;
  private final Bodies bodies;

  RejectedRequestAnswers(RejectedRequests requests, Bodies bodies) {
    this.requests = requests;
    this.bodies = bodies;
  }

  Reply list(Call call, Caller caller) {
    return Reply.json(Reply.OK, Pages.write(call, requests::list, RejectedRequestAnswers::inList));
  }

  Reply show(Call call, Caller caller) {
    Requests.Rejected rejected = requests.find(call.inPath("id")).orElseThrow(() -> missing(call));
    return Reply.json(Reply.OK, inList(rejected).put("body", rejected.body()));
  }

  Reply discard(Call call, Caller caller) {
    return LetterReplies.of(
        requests.discard(call.inPath("id"), caller.operator()), () -> missing(call));
  }

  Reply replay(Call call, Caller caller) {
    Optional<String> mended = bodies.text(Endpoint.REPLAY_REJECTED, call);
    return LetterReplies.of(
        requests.replay(call.inPath("id"), mended, caller.operator()), () -> missing(call));
  }

  private static ObjectNode inList(Requests.Rejected rejected) {
    ObjectNode json = object().put("id", rejected.id());
    putText(json, "requestId", rejected.requestId());
    json.put("reason", rejected.reason()).put("detail", rejected.detail());
    putTime(json, "at", rejected.at());
    return json;
  }

  private static Refusal missing(Call call) {
    return Refusal.of(
        404,
        "NoSuchRejectedRequest",
        "There is no rejected request '%s', or no longer."
            .formatted(Texts.shown(call.inPath("id"))),
        "List the rejected requests: each has an id.");
  }
}
