package dev.moat.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Outgoing;
import dev.moat.model.ReplyTo;
import dev.moat.model.Reversal;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.step.Approvals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a caller is told of a setup: an event of CloudEvents 1.0 in structured mode, whose
 * {@code data} is described in {@code docs/request-contract.md}.
 *
 * @param type what has happened, such as {@code succeeded}
 * @param occasion makes the event's id one of its own in the generation, and is the same whenever
 *     the same is told
 * @param setup as it is from now on
 * @param steps those concerned
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents
 *     1.0.2</a>
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/amqp-protocol-binding.md">Its
 *     binding to AMQP</a>
 */
record Reply(String type, String occasion, SetupRecord setup, List<StepRecord> steps, Instant at) {

  static final String CONTENT_TYPE = "application/cloudevents+json";

  private static final String TYPES = "dev.moat.setup.";
  private static final ObjectMapper JSON = new ObjectMapper();

  Outgoing message(ReplyTo replyTo) {
    return new Outgoing(
        Messages.REPLY + replyTo.queue(),
        id(),
        event().toString(),
        Optional.empty(),
        Map.of(),
        Optional.of(CONTENT_TYPE),
        replyTo.correlationId());
  }

  private String id() {
    return setup.id() + "/" + setup.generation() + "/" + occasion;
  }

  private ObjectNode event() {
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("id", id())
            .put("source", "/setups/" + setup.id())
            .put("type", TYPES + type)
            .put("subject", setup.request().registry().id().value())
            .put("time", at.toString())
            .put("datacontenttype", "application/json");
    event.set("data", data());
    return event;
  }

  private ObjectNode data() {
    ObjectNode data =
        JSON.createObjectNode()
            .put("requestId", setup.request().requestId())
            .put("setup", setup.id().value())
            .put("registry", setup.request().registry().id().value())
            .put("generation", setup.generation())
            .put("status", setup.status().name());
    setup
        .reversal()
        .flatMap(Reversal::until)
        .ifPresent(until -> data.put("until", until.toString()));
    if (!steps.isEmpty()) {
      ArrayNode concerned = data.putArray("steps");
      steps.forEach(step -> add(concerned.addObject(), step));
    }
    return data;
  }

  private static void add(ObjectNode object, StepRecord step) {
    object.put("name", step.name().value()).put("status", step.status().name());
    if (step.status() == StepStatus.AWAITING_APPROVAL) {
      step.waitingFor().ifPresent(what -> object.put("waitingFor", what));
      Optional.ofNullable(step.outputs().get(Approvals.WAITING))
          .ifPresent(connection -> object.put("connection", connection));
    }
    step.error()
        .ifPresent(
            error ->
                object
                    .put("code", error.code())
                    .put("message", error.message())
                    .put("advice", error.advice()));
    DriftResponse.ofThisCheck(step).ifPresent(drift -> DriftJson.add(object, drift));
  }
}
