package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;

/** What kinds share whose resources are stored: reading, listing, and ending operations. */
abstract class StoredKind implements ResourceKind {
  protected final Cloud cloud;
  private final String type;

  StoredKind(Cloud cloud, String type) {
    this.cloud = cloud;
    this.type = type;
  }

  @Override
  public final String type() {
    return type;
  }

  @Override
  public ArmReply get(Call call) {
    Resource resource =
        cloud.find(call.id()).orElseThrow(() -> ArmErrors.notFound(call.id()).refusal());
    return answer(200, resource, call);
  }

  @Override
  public ArmReply list(Call call) {
    return ArmReply.of(200, Json.list(listed(call)));
  }

  /** All that a list holds, in the order of their ids. */
  protected final Stream<ObjectNode> listed(Call call) {
    return cloud
        .resources()
        .below(listScope(call.id()), type)
        .map(resource -> show(resource, call.apiVersion()));
  }

  private static ResourceId listScope(ResourceId list) {
    return list.isNested() ? list.parent() : ResourceId.parse(list.scope());
  }

  @Override
  public ObjectNode show(Resource resource, String apiVersion) {
    return resource.body().deepCopy();
  }

  protected final ArmReply answer(int status, Resource resource, Call call) {
    ObjectNode body = show(resource, call.apiVersion());
    ArmReply reply = ArmReply.of(status, body);
    return body.has("etag") ? reply.with(Headers.ETAG, body.get("etag").asText()) : reply;
  }

  /** Starts a body with what stands at the top of every resource. */
  protected final ObjectNode newBody(ResourceId id) {
    return Json.object().put("name", id.name()).put("id", id.text()).put("type", type);
  }

  protected final Resource store(ResourceId id, ObjectNode body) {
    Optional<Resource> existing = cloud.find(id);
    if (existing.isPresent()) {
      existing.get().replaceBody(body);
      existing.get().changeEtag(newEtag());
      return existing.get();
    }
    Resource created = new Resource(id, body, newEtag());
    cloud.resources().put(created);
    return created;
  }

  /** A weak one, as most types have. */
  protected String newEtag() {
    return cloud.newEtag();
  }

  /** Announces a change that was over when the call was answered. */
  protected final void changed(Call call, String action, ObjectNode bodyOrEmpty) {
    cloud.changed(
        new ResourceChange(
            call.now(),
            call.id().text(),
            type + "/" + action,
            call.request().method(),
            true,
            call.request().caller(),
            call.correlationId(),
            bodyOrEmpty.isEmpty() ? null : bodyOrEmpty,
            call.begun().request()));
  }

  /** Writes succeed, deletes remove the resource with all below it, failures are shown as such. */
  @Override
  public void finish(Operation operation) {
    Optional<Resource> resource = cloud.find(operation.resourceId());
    resource.ifPresent(found -> end(operation, found));
  }

  private void end(Operation operation, Resource resource) {
    if (operation.failure() != null) {
      settle(resource, "Failed");
      failed(operation, resource);
    } else if (operation.deletes()) {
      deleted(operation, resource);
      cloud.resources().removeTree(resource.id());
    } else {
      settle(resource, "Succeeded");
      written(operation, resource);
    }
  }

  protected final void settle(Resource resource, String state) {
    resource.provisioning(state);
    resource.changeEtag(newEtag());
  }

  /** More that a finished write brings about. */
  protected void written(Operation operation, Resource resource) {}

  /** More that a finished delete brings about, before the resource is gone. */
  protected void deleted(Operation operation, Resource resource) {}

  /** More that a failed operation brings about. */
  protected void failed(Operation operation, Resource resource) {}
}
