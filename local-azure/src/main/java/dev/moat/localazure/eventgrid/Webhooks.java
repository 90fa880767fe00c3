package dev.moat.localazure.eventgrid;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to webhooks, over connections that are kept. The <a
 * href="https://learn.microsoft.com/azure/event-grid/handler-event-hubs#message-headers">headers</a>
 * are those of all handlers; deliveries of CloudEvents also <a
 * href="https://learn.microsoft.com/azure/event-grid/end-point-validation-cloud-events-schema#webhook-request-origin">say
 * where they come from</a>, as the handshake did.
 */
final class Webhooks {
  /** How long an endpoint has to answer; never scaled. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Who asks webhooks whether they want CloudEvents, and sends them. */
  static final String ORIGIN = "eventgrid.azure.net";

  private final HttpClient http;

  Webhooks(HttpClient http) {
    this.http = http;
  }

  /** Delivers one event. The future never fails. */
  CompletableFuture<Outcome> post(Delivery delivery, Subscriber subscriber) {
    EventSchema schema = subscriber.schema();
    String body = schema.payload(schema.envelope(delivery.event(), subscriber.source())).toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(subscriber.url())
            .timeout(PATIENCE)
            .header("Content-Type", schema.contentType())
            .header("aeg-event-type", "Notification")
            .header("aeg-subscription-name", subscriber.name().toUpperCase(Locale.ROOT))
            .header("aeg-delivery-count", Integer.toString(delivery.attempts()))
            .header("aeg-metadata-version", schema.metadataVersion())
            .header("aeg-output-event-id", delivery.event().id())
            .POST(BodyPublishers.ofString(body));
    switch (schema) {
      case EVENT_GRID -> request.header("aeg-data-version", ManagementEvent.DATA_VERSION);
      case CLOUD_EVENTS -> request.header("Origin", ORIGIN);
    }
    return http.sendAsync(request.build(), BodyHandlers.discarding()).handle(Webhooks::outcome);
  }

  static Outcome outcome(@Nullable HttpResponse<?> answer, @Nullable Throwable failure) {
    if (answer != null) {
      return new Outcome.Answered(answer.statusCode());
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof HttpTimeoutException
        ? new Outcome.TimedOut()
        : new Outcome.Unreachable(String.valueOf(cause));
  }
}
