package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import java.util.Optional;

/**
 * System topics of Event Grid: the events of one subscription or of one resource group. Those of
 * other sources are refused, for the local Azure raises none.
 *
 * <p>See the <a
 * href="https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics">reference</a>
 * and <a href="https://learn.microsoft.com/azure/event-grid/system-topics">system topics</a>. The
 * texts for a second topic of a source and for a changed source are Azure's; others are this
 * emulator's own.
 */
final class SystemTopics extends EventGridKind {
  static final String TYPE = "Microsoft.EventGrid/systemTopics";
  private static final String OF_SUBSCRIPTIONS = "Microsoft.Resources.Subscriptions";
  private static final String OF_GROUPS = "Microsoft.Resources.ResourceGroups";

  SystemTopics(Cloud cloud) {
    super(cloud, TYPE);
  }

  @Override
  public ArmReply put(Call call) {
    ObjectNode sent = call.body();
    Optional<Resource> existing = cloud.find(call.id());
    String location = Locations.required(sent);
    ResourceId source = source(call, sent);
    checkTopicType(Json.text(sent, "/properties/topicType"), source);
    if (!location.equals("global")) {
      throw invalid(
              "The location of a system topic for %s must be 'global', not '%s'."
                  .formatted(source.text(), location))
          .refusal();
    }
    refuseOtherSource(existing, source);
    refuseSecond(call.id(), source);
    ObjectNode body = newBody(call.id()).put("location", location);
    body.set("tags", sent.has("tags") ? sent.get("tags") : Json.object());
    body.putObject("properties")
        .put("provisioningState", existing.isPresent() ? "Updating" : "Creating")
        .put("source", Json.text(sent, "/properties/source"))
        .put("topicType", Json.text(sent, "/properties/topicType"))
        .put("metricResourceId", existing.map(SystemTopics::metrics).orElseGet(cloud::newGuid));
    return operation(call, Change.WRITE).answer(answer(201, store(call.id(), body), call));
  }

  private static String metrics(Resource topic) {
    return topic.property("/metricResourceId");
  }

  private ResourceId source(Call call, ObjectNode sent) {
    ResourceId source = ResourceId.parse(Json.text(sent, "/properties/source"));
    boolean container =
        source.isOfType(ResourceId.SUBSCRIPTIONS) || source.isOfType(ResourceId.RESOURCE_GROUPS);
    if (!container || source.isCollection() || source.names().isEmpty()) {
      throw invalid(
              "The local Azure has events of subscriptions and resource groups only; '%s' is neither."
                  .formatted(source.text()))
          .refusal();
    }
    if (!String.valueOf(call.id().subscription()).equalsIgnoreCase(source.subscription())) {
      throw invalid(
              "The system topic must be in the subscription of its source %s."
                  .formatted(source.text()))
          .refusal();
    }
    if (source.isOfType(ResourceId.RESOURCE_GROUPS) && cloud.find(source).isEmpty()) {
      throw ArmErrors.groupNotFound(source.name()).refusal();
    }
    return source;
  }

  private static void checkTopicType(String topicType, ResourceId source) {
    String wanted = source.isOfType(ResourceId.RESOURCE_GROUPS) ? OF_GROUPS : OF_SUBSCRIPTIONS;
    if (!wanted.equalsIgnoreCase(topicType)) {
      throw invalid(
              "The topicType of the source %s is '%s', not '%s'."
                  .formatted(source.text(), wanted, topicType))
          .refusal();
    }
  }

  private static void refuseOtherSource(Optional<Resource> existing, ResourceId source) {
    boolean moved =
        existing
            .map(topic -> !topic.property("/source").equalsIgnoreCase(source.text()))
            .orElse(false);
    if (moved) {
      throw invalid("System topic source cannot be modified.").refusal();
    }
  }

  private void refuseSecond(ResourceId topic, ResourceId source) {
    boolean other =
        cloud
            .resources()
            .ofType(TYPE)
            .filter(found -> !found.key().equals(topic.key()))
            .anyMatch(found -> found.property("/source").equalsIgnoreCase(source.text()));
    if (other) {
      throw invalid(
              ("There is an existing tracked system topic for the given source %s. Only one system"
                      + " topic is allowed per source.")
                  .formatted(source.text()))
          .refusal();
    }
  }

  @Override
  public ArmReply patch(Call call) {
    Resource topic =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    topic.body().set("tags", call.body().path("tags").deepCopy());
    topic.provisioning("Updating");
    return operation(call, Change.WRITE).answer(answer(201, topic, call));
  }

  static ArmError invalid(String message) {
    return ArmError.of(400, "InvalidRequest", message);
  }
}
