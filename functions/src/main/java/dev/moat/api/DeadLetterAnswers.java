package dev.moat.api;

import static dev.moat.api.Json.array;
import static dev.moat.api.Json.object;
import static dev.moat.api.Json.putText;
import static dev.moat.api.Json.putTime;
import static dev.moat.api.Json.texts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.engine.DeadLetters;
import dev.moat.queue.Letter;

/** Shows dead letters, sends them again and discards them. */
final class DeadLetterAnswers {

  private final DeadLetters letters;
  private final Bodies bodies;

  DeadLetterAnswers(DeadLetters letters, Bodies bodies) {
    this.letters = letters;
    this.bodies = bodies;
  }

  Reply counts(Call call, Caller caller) {
    ObjectNode json = object();
    json.set("queues", array(letters.counts(), DeadLetterAnswers::count));
    return Reply.json(Reply.OK, json);
  }

  Reply list(Call call, Caller caller) {
    String queue = call.inPath("queue");
    return Reply.json(
        Reply.OK,
        Pages.write(
            call,
            (limit, continuation) ->
                letters.list(queue, limit, continuation).orElseThrow(() -> noQueue(queue)),
            letter -> inList(queue, letter)));
  }

  Reply show(Call call, Caller caller) {
    String queue = call.inPath("queue");
    Letter letter = letters.find(queue, number(call)).orElseThrow(() -> missing(call));
    return Reply.json(Reply.OK, inList(queue, letter).put("body", letter.body()));
  }

  Reply discard(Call call, Caller caller) {
    return LetterReplies.of(
        letters.discard(call.inPath("queue"), number(call), caller.operator()),
        () -> missing(call));
  }

  Reply replay(Call call, Caller caller) {
    bodies.read(Endpoint.REPLAY_DEAD_LETTER, call);
    return LetterReplies.of(
        letters.sendAgain(call.inPath("queue"), number(call), caller.operator()),
        () -> missing(call));
  }

  private static ObjectNode count(DeadLetters.Count count) {
    return object()
        .put("queue", count.queue())
        .put("count", count.count())
        .put("more", count.more());
  }

  private static ObjectNode inList(String queue, Letter letter) {
    ObjectNode json = object().put("queue", queue).put("sequenceNumber", letter.sequenceNumber());
    putText(json, "messageId", letter.messageId());
    putTime(json, "enqueuedAt", letter.enqueuedAt());
    json.put("deliveryCount", letter.deliveryCount());
    putText(json, "reason", letter.reason());
    putText(json, "description", letter.description());
    putText(json, "setup", DeadLetters.setupOf(letter));
    json.set("properties", texts(letter.properties()));
    return json;
  }

  /** What is no number is the number of no letter. */
  private static long number(Call call) {
    try {
      return Long.parseLong(call.inPath("sequenceNumber"));
    } catch (NumberFormatException e) {
      throw missing(call);
    }
  }

  private static Refusal noQueue(String queue) {
    return Refusal.of(
        404,
        "NoSuchQueue",
        "There is no queue '%s'.".formatted(Texts.shown(queue)),
        "Count the dead letters: that lists all queues.");
  }

  private static Refusal missing(Call call) {
    return Refusal.of(
        404,
        "NoSuchDeadLetter",
        "Queue '%s' has no dead letter '%s', or no longer."
            .formatted(
                Texts.shown(call.inPath("queue")), Texts.shown(call.inPath("sequenceNumber"))),
        "List the dead letters of the queue: each has a sequence number.");
  }
}
