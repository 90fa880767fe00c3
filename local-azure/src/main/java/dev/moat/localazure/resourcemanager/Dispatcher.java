package dev.moat.localazure.resourcemanager;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What Resource Manager checks before a resource type sees a call, and which type that is. */
final class Dispatcher {
  private final Cloud cloud;
  private final Authorization authorization;
  private final Subscriptions subscriptions;
  private final Map<String, ResourceKind> kinds = new HashMap<>();

  Dispatcher(
      Cloud cloud,
      Authorization authorization,
      Subscriptions subscriptions,
      List<ResourceKind> all) {
    this.cloud = cloud;
    this.authorization = authorization;
    this.subscriptions = subscriptions;
    all.forEach(kind -> kinds.put(kind.type().toLowerCase(Locale.ROOT), kind));
  }

  ArmReply dispatch(Call call) {
    if (call.apiVersion().isEmpty()) {
      return ArmErrors.missingApiVersion().reply();
    }
    subscriptions.check(call);
    Call allowed = call.allowedBy(authorization.check(call));
    Optional<ArmReply> polled =
        call.request().method().equals("GET")
            ? cloud.operations().poll(call.path())
            : Optional.empty();
    return polled.orElseGet(() -> answer(allowed));
  }

  private ArmReply answer(Call call) {
    Optional<ArmReply> reply = subscriptions.answer(call);
    return reply.orElseGet(() -> answerForResource(call));
  }

  private ArmReply answerForResource(Call call) {
    if (call.request().method().equals("POST") && call.id().isCollection()) {
      return act(call);
    }
    ResourceKind kind = kindOf(call.id());
    checkGroup(call.id());
    checkParent(call, kind);
    return switch (call.request().method()) {
      case "GET", "HEAD" -> call.id().isCollection() ? kind.list(call) : kind.get(call);
      case "PUT" -> kind.put(resourceOnly(call));
      case "PATCH" -> kind.patch(resourceOnly(call));
      case "DELETE" -> kind.delete(resourceOnly(call));
      default -> throw notAllowed(call);
    };
  }

  private static ArmError.Refusal notAllowed(Call call) {
    return ArmErrors.methodNotAllowed(call.request().method(), call.id()).refusal();
  }

  private static Call resourceOnly(Call call) {
    if (call.id().isCollection()) {
      throw notAllowed(call);
    }
    return call;
  }

  private ArmReply act(Call call) {
    ResourceId id = call.id().parent();
    ResourceKind kind = kindOf(id);
    checkGroup(id);
    Resource resource = cloud.find(id).orElseThrow(() -> ArmErrors.notFound(id).refusal());
    String type = call.id().type();
    String action = type.substring(type.lastIndexOf('/') + 1);
    Call onResource = call.about(id);
    ArmReply reply = kind.act(onResource, resource, action);
    cloud.changed(acted(onResource, kind, action));
    return reply;
  }

  /** Any action tells of itself, also one that only reads, such as listing keys. */
  private static ResourceChange acted(Call call, ResourceKind kind, String action) {
    return new ResourceChange(
        call.now(),
        call.id().text(),
        kind.type() + "/" + action + "/action",
        "POST",
        true,
        call.request().caller(),
        call.correlationId(),
        null,
        new ResourceChange.Request(
            call.begun().request().url(),
            call.header(Headers.CLIENT_REQUEST_ID),
            true,
            call.evidence()));
  }

  Optional<ResourceKind> kind(String type) {
    return Optional.ofNullable(kinds.get(type.toLowerCase(Locale.ROOT)));
  }

  private ResourceKind kindOf(ResourceId id) {
    return kind(id.type()).orElseThrow(() -> ArmErrors.unknownType(id).refusal());
  }

  private void checkGroup(ResourceId id) {
    String group = id.resourceGroup();
    boolean inGroup = group != null && !id.isOfType(ResourceId.RESOURCE_GROUPS);
    if (inGroup && cloud.find(id.groupId()).isEmpty()) {
      throw ArmErrors.groupNotFound(group).refusal();
    }
  }

  private void checkParent(Call call, ResourceKind kind) {
    ResourceId id = call.id();
    if (!id.isNested() || !kind.needsParent() || cloud.find(id.parent()).isPresent()) {
      return;
    }
    ArmError error =
        switch (call.request().method()) {
          case "PUT", "PATCH" -> ArmErrors.parentNotFound("write", id);
          case "DELETE" -> ArmErrors.parentNotFound("delete", id);
          default -> ArmErrors.notFound(id.parent());
        };
    throw error.refusal();
  }
}
