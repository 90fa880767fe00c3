package dev.moat.trigger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.model.Actor;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Event Grid tells of changes in a subscription or a resource group, in Event Grid's own
 * schema or as CloudEvents 1.0.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-subscriptions">Azure
 *     subscription as an Event Grid source</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvents</a>
 */
final class ResourceEvents {

  private static final Pattern CHANGED =
      Pattern.compile("Microsoft\\.Resources\\.Resource(Write|Delete|Action)Success");

  private static final String OBJECT_ID =
      "http://schemas.microsoft.com/identity/claims/objectidentifier";
  private static final String UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ResourceEvents() {}

  /**
   * The change that an event tells of; empty when it tells of none: it failed, or the event is of
   * another type. Throws {@link IllegalArgumentException} that says what is wrong with an event
   * that cannot be read, so that Event Grid keeps it.
   */
  static Optional<ResourceChange> read(String event) {
    JsonNode json = parse(event);
    boolean isCloudEvent = json.has("specversion");
    String type = text(json, isCloudEvent ? "type" : "eventType");
    return CHANGED.matcher(type).matches()
        ? Optional.of(change(json, isCloudEvent ? "time" : "eventTime"))
        : Optional.empty();
  }

  private static ResourceChange change(JsonNode event, String timeField) {
    JsonNode data = object(event.path("data"));
    return new ResourceChange(
        resource(text(event, "subject")),
        text(data, "operationName"),
        actor(object(data.path("claims"))),
        text(data, "correlationId"),
        time(text(event, timeField)));
  }

  private static Actor actor(JsonNode claims) {
    Optional<String> name =
        Stream.of("name", UPN, "upn", "unique_name")
            .flatMap(claim -> optional(claims, claim).stream())
            .findFirst();
    Optional<String> objectId = optional(claims, OBJECT_ID).or(() -> optional(claims, "oid"));
    return new Actor(name, objectId, optional(claims, "appid"));
  }

  private static ResourceId resource(String subject) {
    try {
      return new ResourceId(subject);
    } catch (IllegalArgumentException e) {
      throw unreadable("its subject is no resource id: " + e.getMessage(), e);
    }
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw unreadable("its time is none: " + e.getMessage(), e);
    }
  }

  /** Some sources write an object as a text that holds it. */
  private static JsonNode object(JsonNode node) {
    return node.isTextual() ? parse(node.textValue()) : node;
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw unreadable("it is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode json, String field) {
    return optional(json, field)
        .orElseThrow(() -> unreadable("it has no text '" + field + "'", null));
  }

  private static Optional<String> optional(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue()).filter(text -> !text.isBlank());
  }

  private static IllegalArgumentException unreadable(String why, @Nullable Throwable cause) {
    return new IllegalArgumentException("Cannot read the event: " + why, cause);
  }
}
