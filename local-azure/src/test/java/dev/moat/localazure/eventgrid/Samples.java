package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.Evidence;
import dev.moat.localazure.resourcemanager.ResourceChange;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Events and event subscriptions to test with. */
final class Samples {
  static final String TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";
  static final String SOURCE = "/subscriptions/11111111-1111-4111-8111-111111111111";
  static final String ENDPOINT =
      SOURCE + "/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/pe";
  static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  static final Caller ADA = Caller.user("oid-1", "app-1", "Ada Lovelace", "ada@example.org");

  private Samples() {}

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static ResourceChange change(String operationName, boolean onExisting, boolean succeeded) {
    return change(operationName, onExisting, succeeded, null);
  }

  static ResourceChange changeAllowedBy(Evidence assignment) {
    return change("Microsoft.Network/privateEndpoints/write", false, true, assignment);
  }

  private static ResourceChange change(
      String operationName, boolean onExisting, boolean succeeded, @Nullable Evidence evidence) {
    return new ResourceChange(
        NOON,
        ENDPOINT,
        operationName,
        operationName.endsWith("/delete") ? "DELETE" : "PUT",
        succeeded,
        ADA,
        "correlation",
        null,
        new ResourceChange.Request(
            "https://localhost" + ENDPOINT, "client-1", onExisting, evidence));
  }

  static ManagementEvent event(String operationName) {
    return new ManagementEvents(TENANT, new SplittableRandom(1))
        .of(change(operationName, false, true));
  }

  static ManagementEvent write() {
    return event("Microsoft.Network/privateEndpoints/write");
  }

  static Subscriber subscriber(EventSchema schema, int maxAttempts, Optional<String> container) {
    return new Subscriber(
        "alerts-id",
        "Alerts",
        SOURCE,
        URI.create("http://localhost/hook"),
        schema,
        EventFilter.of(json("{}")),
        maxAttempts,
        Duration.ofDays(1),
        container);
  }
}
