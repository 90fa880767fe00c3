package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.eventgrid.EventSchema;
import dev.moat.localazure.resourcemanager.Operation.Change;
import java.time.Duration;
import java.util.List;

/**
 * Event subscriptions of system topics, delivered to webhooks.
 *
 * <p>A write waits for the handshake with the webhook; see <a
 * href="https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema">its
 * rules</a>. Not known, and so decided here: a subscription whose handshake failed stays, as {@code
 * Failed}, and gets no events; one that is being updated goes on getting events, at its new
 * destination. When the process ends before a handshake did, the operation fails.
 */
final class EventSubscriptions extends EventGridKind {
  static final String TYPE = SystemTopics.TYPE + "/eventSubscriptions";
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final List<String> CHANGEABLE =
      List.of(
          "destination",
          "filter",
          "labels",
          "eventDeliverySchema",
          "retryPolicy",
          "deadLetterDestination");

  EventSubscriptions(Cloud cloud) {
    super(cloud, TYPE);
  }

  /** Those that events are sent to. */
  static List<EventSubscription> active(Cloud cloud) {
    return cloud
        .resources()
        .ofType(TYPE)
        .filter(found -> List.of("Succeeded", "Updating").contains(found.provisioningState()))
        .map(found -> active(cloud, found))
        .toList();
  }

  private static EventSubscription active(Cloud cloud, Resource found) {
    return new EventSubscription(
        found.id().text(),
        found.name(),
        cloud.find(found.id().parent()).orElseThrow().property("/source"),
        found.properties().deepCopy());
  }

  static ArmError handshakeFailed(String message) {
    return ArmError.of(400, "Url validation", message);
  }

  @Override
  public ArmReply put(Call call) {
    return write(call, call.body().withObjectProperty("properties"));
  }

  @Override
  public ArmReply patch(Call call) {
    Resource existing =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    ObjectNode properties = existing.properties().deepCopy();
    ObjectNode sent = call.body();
    CHANGEABLE.stream()
        .filter(sent::has)
        .forEach(field -> properties.set(field, sent.get(field).deepCopy()));
    return write(call, properties);
  }

  private ArmReply write(Call call, ObjectNode sent) {
    Resource topic = cloud.find(call.id().parent()).orElseThrow();
    String state = call.existed() ? "Updating" : "Creating";
    ObjectNode body = newBody(call.id());
    body.set("properties", EventSubscriptionBody.properties(sent, topic.id().text(), state));
    Resource subscription = store(call.id(), body);
    ArmReply answer = answer(201, subscription, call);
    if (call.operationFailure() != null) {
      return operation(call, Change.WRITE).answer(answer);
    }
    return writeAfterHandshake(call, topic, subscription, answer);
  }

  private ArmReply writeAfterHandshake(
      Call call, Resource topic, Resource subscription, ArmReply answer) {
    Duration work = cloud.durationOf(Work.EVENT_GRID);
    String url = subscription.property(EventSubscriptionBody.URL);
    Operation operation =
        operation(call, Change.WRITE)
            .takes(work.plus(PATIENCE))
            .failing(
                handshakeFailed(
                    "Webhook validation handshake failed for %s. No answer came."
                        .formatted(EventSubscriptionBody.baseUrl(url))))
            .begin();
    cloud.wantHandshake(
        new WebhookHandshake(
            operation.id(),
            call.id().name(),
            topic.property("/source"),
            url,
            subscription
                .property("/eventDeliverySchema")
                .equals(EventSchema.CLOUD_EVENTS.azureName()),
            call.now().plus(work)));
    return cloud.operations().announce(operation, answer);
  }

  @Override
  public ArmReply act(Call call, Resource subscription, String action) {
    if (!action.equalsIgnoreCase("getFullUrl")) {
      return super.act(call, subscription, action);
    }
    String url = subscription.property(EventSubscriptionBody.URL);
    return ArmReply.of(200, Json.object().put("endpointUrl", url));
  }

  /** The URL may hold a key: answers show it without its query. */
  @Override
  public ObjectNode show(Resource subscription, String apiVersion) {
    ObjectNode body = subscription.body().deepCopy();
    ObjectNode destination = (ObjectNode) body.at("/properties/destination/properties");
    String url = Json.text(destination.remove("endpointUrl"), "");
    destination.put("endpointBaseUrl", EventSubscriptionBody.baseUrl(url));
    return body;
  }
}
