package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** What a registry offers to private endpoints; read only. */
final class PrivateLinkResources implements ResourceKind {
  static final String TYPE = Registries.TYPE + "/privateLinkResources";

  private final Cloud cloud;
  private final RegistryMembers members;

  PrivateLinkResources(Cloud cloud) {
    this.cloud = cloud;
    this.members = new RegistryMembers(cloud);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ArmReply get(Call call) {
    if (!call.id().name().equalsIgnoreCase(RegistryMembers.GROUP)) {
      throw ArmErrors.notFound(call.id()).refusal();
    }
    return ArmReply.of(200, show(registry(call), call.apiVersion()));
  }

  @Override
  public ArmReply list(Call call) {
    return ArmReply.of(200, Json.list(Stream.of(show(registry(call), call.apiVersion()))));
  }

  private Resource registry(Call call) {
    return cloud.find(call.id().parent()).orElseThrow();
  }

  @Override
  public ObjectNode show(Resource registry, String apiVersion) {
    ObjectNode properties = Json.object().put("groupId", RegistryMembers.GROUP);
    ArrayNode required = properties.putArray("requiredMembers");
    members.of(registry).forEach(member -> required.add(member.name()));
    properties.putArray("requiredZoneNames").add(RegistryMembers.ZONE);
    ObjectNode body =
        Json.object()
            .put("id", registry.id().child("privateLinkResources", RegistryMembers.GROUP).text())
            .put("name", RegistryMembers.GROUP)
            .put("type", TYPE);
    body.set("properties", properties);
    return body;
  }
}
