package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.identity.ManagedIdentity;
import java.util.Optional;

/**
 * User-assigned identities: written at once; their principals reach the whole directory only later.
 */
final class UserAssignedIdentities extends StoredKind {
  static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

  private final Tenant tenant;

  UserAssignedIdentities(Cloud cloud, Tenant tenant) {
    super(cloud, TYPE);
    this.tenant = tenant;
  }

  /** As tokens are made for it. */
  static ManagedIdentity identity(Resource resource) {
    return new ManagedIdentity(
        resource.property("/principalId"),
        resource.property("/clientId"),
        Json.text(resource.body(), "/id"));
  }

  @Override
  public ArmReply put(Call call) {
    Optional<Resource> existing = cloud.find(call.id());
    ObjectNode sent = call.body();
    ObjectNode body = newBody(call.id()).put("location", Locations.required(sent));
    body.put("id", call.id().text().replaceFirst("(?i)/resourceGroups/", "/resourcegroups/"));
    body.set("tags", sent.has("tags") ? sent.get("tags") : Json.object());
    body.set("properties", existing.map(Resource::properties).orElseGet(this::newPrincipal));
    Resource identity = store(call.id(), body);
    changed(call, "write", identity.body().deepCopy());
    ArmReply answer = answer(existing.isPresent() ? 200 : 201, identity, call);
    return existing.isPresent() ? answer : answer.with(Headers.LOCATION, call.id().text());
  }

  private ObjectNode newPrincipal() {
    String principal = cloud.newGuid();
    cloud
        .principals()
        .add(principal, cloud.now().plus(cloud.durationOf(Work.PRINCIPAL_REPLICATION)));
    return Json.object()
        .put("tenantId", tenant.id())
        .put("principalId", principal)
        .put("clientId", cloud.newGuid());
  }

  @Override
  public ArmReply delete(Call call) {
    Optional<Resource> identity = cloud.find(call.id());
    if (identity.isEmpty()) {
      return ArmReply.empty(204);
    }
    cloud.principals().forget(identity.get().property("/principalId"));
    cloud.resources().removeTree(call.id());
    changed(call, "delete", Json.object());
    return ArmReply.empty(200);
  }
}
