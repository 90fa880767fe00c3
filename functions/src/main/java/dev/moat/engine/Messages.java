package dev.moat.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Actor;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.StepMessage;
import dev.moat.model.StepName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The messages inside Moat: which queue they go to, and how they are written and read. */
public final class Messages {

  /** Where callers post their requests. */
  public static final String SETUP_REQUESTS = "setup-requests";

  /** Where requests end that cannot become a setup. */
  public static final String REJECTED_REQUESTS = "rejected-requests";

  /** What the orchestrator reads. */
  public static final String SETUP_EVENTS = "setup-events";

  /** Changes that were made in Azure, one message for each setup that they concern. */
  public static final String RESOURCE_CHANGES = "resource-changes";

  /** Calls to look whether a setup is still as its request asks. */
  public static final String DRIFT_CHECKS = "drift-checks";

  /** With a queue's name behind it: the logical queue of those who are told of outcomes. */
  public static final String REPLY = "reply/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Messages() {}

  /** The queue of a kind of step. */
  public static String stepQueue(StepKind kind) {
    return "step-" + kind.label();
  }

  /** A call to work on a step, now or not before a time. */
  static Outgoing call(StepMessage message, Optional<Instant> notBefore) {
    ObjectNode body = JSON.createObjectNode();
    body.put("setup", message.setup().value());
    body.put("generation", message.generation());
    body.put("step", message.step().value());
    body.put("turn", message.turn());
    String queue = stepQueue(message.step().kind());
    return new Outgoing(queue, message.messageId(), body.toString(), notBefore);
  }

  /** A call for the orchestrator to look at a setup. */
  static Outgoing tell(SetupEvent event) {
    return tell(event, Optional.empty());
  }

  /** A call for the orchestrator to look at a setup at that time. */
  static Outgoing tell(SetupEvent event, Instant notBefore) {
    return tell(event, Optional.of(notBefore));
  }

  private static Outgoing tell(SetupEvent event, Optional<Instant> notBefore) {
    ObjectNode body = JSON.createObjectNode();
    body.put("setup", event.setup().value());
    body.put("generation", event.generation());
    body.put("cause", event.cause());
    return new Outgoing(SETUP_EVENTS, event.messageId(), body.toString(), notBefore);
  }

  /** A change in Azure, for a setup that it concerns. */
  static Outgoing notice(Notice notice) {
    ResourceChange change = notice.change();
    ObjectNode body = JSON.createObjectNode();
    body.put("setup", notice.setup().value());
    body.put("resource", change.resource().value());
    body.put("operation", change.operation());
    ObjectNode actor = body.putObject("actor");
    change.actor().name().ifPresent(name -> actor.put("name", name));
    change.actor().objectId().ifPresent(id -> actor.put("objectId", id));
    change.actor().appId().ifPresent(id -> actor.put("appId", id));
    body.put("correlationId", change.correlationId());
    body.put("at", change.at().toString());
    return new Outgoing(RESOURCE_CHANGES, notice.messageId(), body.toString(), Optional.empty());
  }

  /** A call to look at a setup again, not before a time. */
  static Outgoing check(DriftCheckCall call, Instant notBefore) {
    ObjectNode body = JSON.createObjectNode();
    body.put("setup", call.setup().value());
    body.put("everything", call.everything());
    body.put("occasion", call.occasion());
    return new Outgoing(DRIFT_CHECKS, call.messageId(), body.toString(), Optional.of(notBefore));
  }

  /** Reads a change; throws {@link IllegalArgumentException} when it is none. */
  public static Notice readNotice(String body) {
    JsonNode json = read(body);
    JsonNode actor = json.path("actor");
    ResourceChange change =
        new ResourceChange(
            new ResourceId(text(json, "resource")),
            text(json, "operation"),
            new Actor(
                optional(actor, "name"), optional(actor, "objectId"), optional(actor, "appId")),
            text(json, "correlationId"),
            time(json, "at"));
    return new Notice(new SetupId(text(json, "setup")), change);
  }

  /** Reads a call to look again; throws {@link IllegalArgumentException} when it is none. */
  public static DriftCheckCall readDriftCheck(String body) {
    JsonNode json = read(body);
    return new DriftCheckCall(
        new SetupId(text(json, "setup")), flag(json, "everything"), text(json, "occasion"));
  }

  /** Reads a call; throws {@link IllegalArgumentException} when it is none. */
  public static StepMessage readStepMessage(String body) {
    JsonNode json = read(body);
    return new StepMessage(
        new SetupId(text(json, "setup")),
        number(json, "generation", Long.MAX_VALUE),
        new StepName(text(json, "step")),
        (int) number(json, "turn", Integer.MAX_VALUE));
  }

  /** Reads an event; throws {@link IllegalArgumentException} when it is none. */
  public static SetupEvent readSetupEvent(String body) {
    JsonNode json = read(body);
    return new SetupEvent(
        new SetupId(text(json, "setup")),
        number(json, "generation", Long.MAX_VALUE),
        text(json, "cause"));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The message is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("The message has no text '" + field + "'");
    }
    return value.textValue();
  }

  private static Optional<String> optional(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }

  private static Instant time(JsonNode json, String field) {
    try {
      return Instant.parse(text(json, field));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("The message's '" + field + "' is no time", e);
    }
  }

  private static boolean flag(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("The message has no true or false '" + field + "'");
    }
    return value.booleanValue();
  }

  private static long number(JsonNode json, String field, long most) {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() > most) {
      throw new IllegalArgumentException(
          "The message has no whole number '" + field + "' of at most " + most);
    }
    return value.longValue();
  }
}
