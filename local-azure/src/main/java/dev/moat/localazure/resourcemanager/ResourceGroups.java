package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Operation.Change;
import dev.moat.localazure.resourcemanager.Operation.Dialect;
import dev.moat.localazure.resourcemanager.Operation.Style;
import java.util.Optional;

/** Resource groups: written at once, deleted with all they hold by an operation. */
final class ResourceGroups extends StoredKind {
  ResourceGroups(Cloud cloud) {
    super(cloud, ResourceId.RESOURCE_GROUPS);
  }

  @Override
  public ArmReply get(Call call) {
    boolean headOnly = call.request().method().equals("HEAD");
    Optional<Resource> group = cloud.find(call.id());
    if (headOnly) {
      return ArmReply.empty(group.isPresent() ? 204 : 404);
    }
    return answer(200, group.orElseThrow(() -> missing(call)), call);
  }

  private static ArmError.Refusal missing(Call call) {
    return ArmErrors.groupNotFound(call.id().name()).refusal();
  }

  @Override
  public ArmReply put(Call call) {
    boolean exists = cloud.find(call.id()).isPresent();
    ObjectNode sent = call.body();
    ObjectNode body = newBody(call.id()).put("location", Locations.required(sent));
    if (sent.has("tags")) {
      body.set("tags", sent.get("tags"));
    }
    Resource group = store(call.id(), body);
    group.provisioning("Succeeded");
    changed(call, "write", group.body().deepCopy());
    return answer(exists ? 200 : 201, group, call);
  }

  @Override
  public ArmReply patch(Call call) {
    Resource group = cloud.find(call.id()).orElseThrow(() -> missing(call));
    Json.merge(group.body(), Json.object().set("tags", call.body().path("tags")));
    changed(call, "write", group.body().deepCopy());
    return answer(200, group, call);
  }

  @Override
  public ArmReply delete(Call call) {
    Resource group = cloud.find(call.id()).orElseThrow(() -> missing(call));
    group.provisioning("Deleting");
    return new NewOperation(cloud, call, type(), Change.DELETE, Dialect.RESOURCE_GROUP)
        .announcedBy(Style.LOCATION_ONLY)
        .takes(Work.RESOURCE_GROUP_DELETE)
        .retryAfter(15)
        .answer(ArmReply.empty(202));
  }
}
