package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.localazure.resourcemanager.WebhookHandshake;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks webhooks whether they want events.
 *
 * <p>For <a
 * href="https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema">Event
 * Grid's schema</a> a validation event is posted, whose code must be answered with 200. For <a
 * href="https://learn.microsoft.com/azure/event-grid/end-point-validation-cloud-events-schema">CloudEvents</a>
 * {@code OPTIONS} is sent, and the answer must allow the origin; its status does not consent, but
 * one that is no success is taken for a refusal. The rate it allows is not looked at. The manual
 * handshake over a validation URL is left out, so a 200 without the code fails here at once, where
 * Azure waits ten minutes in {@code AwaitingManualAction}. Azure asks again after five seconds when
 * no answer came; how often is not known, here it asks once.
 *
 * <p>The text of a failed POST is Azure's, its misspelling too; what stands in the middle of the
 * other texts is not known.
 */
final class Handshakes implements WebhookHandshake.Performer {
  private static final DateTimeFormatter AMERICAN =
      DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final Clock clock;

  Handshakes(HttpClient http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public void perform(WebhookHandshake handshake, Consumer<@Nullable String> end) {
    String code = UUID.randomUUID().toString();
    HttpRequest request =
        handshake.cloudEvents() ? options(handshake) : validation(handshake, code);
    http.sendAsync(request, BodyHandlers.ofString())
        .handle((answer, failure) -> problem(handshake, code, answer, failure))
        .thenAccept(problem -> end.accept(problem == null ? null : text(handshake, problem)));
  }

  private static HttpRequest options(WebhookHandshake handshake) {
    return HttpRequest.newBuilder(URI.create(handshake.url()))
        .timeout(Webhooks.PATIENCE)
        .header("WebHook-Request-Origin", Webhooks.ORIGIN)
        .method("OPTIONS", BodyPublishers.noBody())
        .build();
  }

  private HttpRequest validation(WebhookHandshake handshake, String code) {
    return HttpRequest.newBuilder(URI.create(handshake.url()))
        .timeout(Webhooks.PATIENCE)
        .header("Content-Type", EventSchema.EVENT_GRID.contentType())
        .header("aeg-event-type", "SubscriptionValidation")
        .header("aeg-subscription-name", handshake.name().toUpperCase(Locale.ROOT))
        .header("aeg-delivery-count", "0")
        .header("aeg-metadata-version", "1")
        .header("aeg-data-version", "2")
        .POST(BodyPublishers.ofString(validationEvent(handshake, code).toString()))
        .build();
  }

  private ArrayNode validationEvent(WebhookHandshake handshake, String code) {
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    events
        .addObject()
        .put("id", UUID.randomUUID().toString())
        .put("topic", handshake.source())
        .put("subject", "")
        .put("eventType", "Microsoft.EventGrid.SubscriptionValidationEvent")
        .put("eventTime", ManagementEvent.text(clock.instant()))
        .put("metadataVersion", "1")
        .put("dataVersion", "2")
        .putObject("data")
        .put("validationCode", code);
    return events;
  }

  private static @Nullable String problem(
      WebhookHandshake handshake,
      String code,
      @Nullable HttpResponse<String> answer,
      @Nullable Throwable failure) {
    String verb = handshake.cloudEvents() ? "OPTIONS" : "POST";
    if (answer == null || failure != null) {
      return "Http " + verb + " request failed with response code Unknown.";
    }
    if (!isAccepted(handshake, answer.statusCode())) {
      String status = Outcome.statusName(answer.statusCode());
      return "Http " + verb + " request failed with response code " + status + ".";
    }
    if (handshake.cloudEvents()) {
      return allows(answer)
          ? null
          : "The answer does not allow the origin " + Webhooks.ORIGIN + ".";
    }
    return returns(answer.body(), code) ? null : "The answer does not return the validation code.";
  }

  private static boolean isAccepted(WebhookHandshake handshake, int status) {
    return handshake.cloudEvents() ? status / 100 == 2 : status == 200;
  }

  private static boolean allows(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("WebHook-Allowed-Origin")
        .filter(origin -> origin.equals("*") || origin.equalsIgnoreCase(Webhooks.ORIGIN))
        .isPresent();
  }

  private static boolean returns(String body, String code) {
    try {
      return JSON.readTree(body).path("validationResponse").asText("").equalsIgnoreCase(code);
    } catch (JsonProcessingException noJson) {
      return false;
    }
  }

  private String text(WebhookHandshake handshake, String problem) {
    return ("Webhook validation handshake failed for %s. %s For troublehooting, visit"
            + " https://aka.ms/esvalidation. Activity id:%s, timestamp: %s (UTC).")
        .formatted(
            handshake.url().split("\\?", 2)[0],
            problem,
            UUID.randomUUID(),
            AMERICAN.format(clock.instant()));
  }
}
