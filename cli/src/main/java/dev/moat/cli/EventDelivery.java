package dev.moat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.cli.outcome.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Has the changes in a subscription delivered to the app: a system topic and an event subscription,
 * made through Resource Manager as in Azure. What is subscribed to is in {@code
 * infra/event-subscription.json}.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/system-topics">System topics</a>
 */
final class EventDelivery {

  private static final String VERSION = "2022-06-15";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalArm arm;
  private final Path home;

  EventDelivery(LocalArm arm, Path home) {
    this.arm = arm;
    this.home = home;
  }

  /**
   * Returns when events are delivered.
   *
   * @param subscription {@code /subscriptions/…}
   * @param functionsUrl of the Functions host
   */
  void begin(String subscription, String functionsUrl) {
    String group = subscription + "/resourceGroups/moat";
    String topic = group + "/providers/Microsoft.EventGrid/systemTopics/moat";
    arm.createResourceGroup(group, "westcentralus");
    ObjectNode body = JSON.createObjectNode().put("location", "global");
    body.putObject("properties")
        .put("source", subscription)
        .put("topicType", "Microsoft.Resources.Subscriptions");
    put(topic, body);
    put(topic + "/eventSubscriptions/drift", eventSubscription(functionsUrl));
  }

  private ObjectNode eventSubscription(String functionsUrl) {
    Path file = home.resolve("infra/event-subscription.json");
    try {
      ObjectNode body = (ObjectNode) JSON.readTree(file.toFile());
      ObjectNode destination = body.withObject("/properties/destination");
      destination
          .put("endpointType", "WebHook")
          .putObject("properties")
          .put("endpointUrl", functionsUrl + "/runtime/webhooks/eventgrid?functionName=DriftEvent");
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private void put(String id, JsonNode body) {
    LocalArm.Answer answer = arm.call("PUT", id + "?api-version=" + VERSION, body.toString());
    if (answer.status() >= 300) {
      throw cannot(id, answer.body());
    }
    long deadline = System.nanoTime() + PATIENCE;
    while (!isMade(id)) {
      if (System.nanoTime() > deadline) {
        throw cannot(id, arm.get(id, VERSION));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private boolean isMade(String id) {
    JsonNode resource = arm.get(id, VERSION);
    String state = resource.at("/properties/provisioningState").asText();
    if (state.equals("Failed")) {
      throw cannot(id, resource);
    }
    return state.equals("Succeeded");
  }

  private static Failure cannot(String id, JsonNode why) {
    return new Failure(
        "The local Azure cannot make %s: %s".formatted(id, why),
        "Look at resource-manager.log and functions.log.");
  }
}
