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
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Event Grid tells of changes in a subscription or a resource group, in Event Grid's own
 * schema or as CloudEvents 1.0. What it tells is kept with a setup and shown to people, and whoever
 * has the key of the webhook may send anything: texts are bounded and are one line each.
 *
 * <p>Who called is told by the claims of the token. A managed identity has no name, but the claim
 * {@code xms_mirid}: the id of the user-assigned identity, or of what has the identity, such as a
 * policy assignment. It is in no reference; Microsoft holds it for <a
 * href="https://github.com/MicrosoftDocs/azure-docs/issues/96027">its own services</a>. Entries of
 * the activity log with it can be found in public, of policy assignments none. It is only shown:
 * what tells callers apart is the object id.
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
  private static final String XML_SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

  /** The names of people, the best one first; events spell some claims out. */
  private static final List<String> NAMES =
      List.of("name", XML_SOAP + "upn", "upn", XML_SOAP + "name", "unique_name");

  private static final String IDENTITY_OF = "xms_mirid";

  /** A resource id; the group is what stands after the last provider: types and names in turn. */
  private static final Pattern TYPE_AND_NAME =
      Pattern.compile(
          "(?:/.*)?/providers/[^/]+/([^/]+/[^/].*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** More than any resource id has; five such changes fit a step's row many times over. */
  private static final int LONGEST = 4_000;

  /** Enough to know somebody by; what tells people apart are ids, which are shorter. */
  private static final int LONGEST_NAME = 256;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern UNSEEN = Pattern.compile("\\p{C}");

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
        NAMES.stream()
            .flatMap(claim -> optional(claims, claim).stream())
            .findFirst()
            .or(() -> optional(claims, IDENTITY_OF).map(ResourceEvents::withoutScope));
    Optional<String> objectId = optional(claims, OBJECT_ID).or(() -> optional(claims, "oid"));
    return new Actor(
        name.map(ResourceEvents::shown),
        objectId.map(ResourceEvents::shown),
        optional(claims, "appid").map(ResourceEvents::shown));
  }

  /** A resource by type and name; what is no resource id stays as it is. */
  private static String withoutScope(String resource) {
    Matcher id = TYPE_AND_NAME.matcher(resource);
    return id.matches() ? id.group(1) : resource;
  }

  /** A person may be called anything, so nothing is refused: it is made short, and one line. */
  private static String shown(String name) {
    String shortened = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    return UNSEEN.matcher(shortened).replaceAll("\uFFFD");
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
    String text =
        optional(json, field).orElseThrow(() -> unreadable("it has no text '" + field + "'", null));
    if (text.length() > LONGEST || CONTROL.matcher(text).find()) {
      throw unreadable(
          "its '%s' is no line of at most %d characters".formatted(field, LONGEST), null);
    }
    return text;
  }

  private static Optional<String> optional(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue()).filter(text -> !text.isBlank());
  }

  private static IllegalArgumentException unreadable(String why, @Nullable Throwable cause) {
    return new IllegalArgumentException("Cannot read the event: " + why, cause);
  }
}
