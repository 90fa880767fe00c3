package dev.moat.localazure.resourcemanager.https;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.eventgrid.EventCounts;
import dev.moat.localazure.eventgrid.EventGrid;
import dev.moat.localazure.identity.User;
import dev.moat.localazure.resourcemanager.Caller;
import java.time.Duration;
import java.util.UUID;

/**
 * What tests ask of Event Grid:
 *
 * <ul>
 *   <li>{@code GET events}: {@code {"raised","matched","delivered","retried","duplicated",
 *       "deadLettered","dropped","pending"}}
 *   <li>{@code POST events} with any of {@code "hold":true|false} (hold deliveries back, or release
 *       them), {@code "drop":N} (lose the next N events), {@code "storm":N} (deliver each event
 *       from now on N times; 1 ends it) and {@code "delaySeconds":N} (deliver events from now on
 *       later)
 *   <li>{@code POST events/raise} with an array of {@code {"subject","operationName","name",
 *       "userName","objectId","appid","correlationId"}}: raises events of writes that never were;
 *       the first two are required
 * </ul>
 */
final class EventControls {
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private final EventGrid eventGrid;

  EventControls(EventGrid eventGrid) {
    this.eventGrid = eventGrid;
  }

  ObjectNode counts() {
    EventCounts counts = eventGrid.counts();
    return object()
        .put("raised", counts.raised())
        .put("matched", counts.matched())
        .put("delivered", counts.delivered())
        .put("retried", counts.retried())
        .put("duplicated", counts.duplicated())
        .put("deadLettered", counts.deadLettered())
        .put("dropped", counts.dropped())
        .put("pending", counts.pending());
  }

  void interfere(JsonNode asked) {
    if (asked.has("drop")) {
      eventGrid.drop(asked.get("drop").asInt());
    }
    if (asked.has("storm")) {
      eventGrid.storm(asked.get("storm").asInt());
    }
    if (asked.has("delaySeconds")) {
      eventGrid.delay(Duration.ofMillis((long) (asked.get("delaySeconds").asDouble() * 1000)));
    }
    if (asked.has("hold")) {
      eventGrid.hold(asked.get("hold").asBoolean());
    }
  }

  /** Raises all; answers how many. */
  ObjectNode raise(JsonNode asked) {
    asked.forEach(EventControls::check);
    asked.forEach(this::raiseOne);
    return object().put("raised", asked.size());
  }

  private static void check(JsonNode one) {
    boolean known = one.path("operationName").asText("").matches(".+/.+/(write|delete|action)");
    if (!known || !one.path("subject").asText("").startsWith("/subscriptions/")) {
      throw new IllegalArgumentException(
          "An event needs a 'subject' that is a resource id and an 'operationName' that ends with"
              + " /write, /delete or /action: "
              + one);
    }
  }

  private void raiseOne(JsonNode one) {
    eventGrid.raise(
        one.get("subject").asText(),
        one.get("operationName").asText(),
        caller(one),
        one.path("correlationId").asText(UUID.randomUUID().toString()));
  }

  private static Caller caller(JsonNode one) {
    String objectId = one.path("objectId").asText(NOBODY);
    String application = one.path("appid").asText(User.AZURE_CLI);
    String name = one.path("name").asText("");
    return name.isEmpty()
        ? new Caller(objectId, application)
        : Caller.user(objectId, application, name, one.path("userName").asText(name));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
