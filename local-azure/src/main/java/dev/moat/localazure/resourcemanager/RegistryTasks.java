package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tasks of a registry: written and removed at once, as in a public recording of 2025. They are
 * there to be read; none ever runs.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-cli/blob/dev/src/azure-cli/azure/cli/command_modules/acr/tests/latest/recordings/test_acr_task.yaml">The
 *     recording</a>
 */
final class RegistryTasks extends StoredKind {
  static final String TYPE = Registries.TYPE + "/tasks";

  private final Tenant tenant;

  RegistryTasks(Cloud cloud, Tenant tenant) {
    super(cloud, TYPE);
    this.tenant = tenant;
  }

  @Override
  public ArmReply put(Call call) {
    ObjectNode sent = call.body();
    ObjectNode body = newBody(call.id()).put("location", Locations.required(sent));
    ObjectNode properties = Json.copyOf(sent, "properties");
    properties.put("provisioningState", "Succeeded").put("creationDate", call.now().toString());
    Json.setDefault(properties, "status", "Enabled");
    body.set("properties", properties);
    if (sent.get("identity") instanceof ObjectNode identity) {
      body.set("identity", identity(identity));
    }
    Resource task = store(call.id(), body);
    changed(call, "write", task.body().deepCopy());
    return answer(200, task, call);
  }

  /** A system-assigned identity gets its principal from Azure. */
  private ObjectNode identity(ObjectNode sent) {
    ObjectNode identity = sent.deepCopy();
    if (Json.text(sent, "/type").contains("SystemAssigned")) {
      identity.put("principalId", cloud.newGuid()).put("tenantId", tenant.id());
    }
    return identity;
  }

  @Override
  public ArmReply delete(Call call) {
    if (cloud.find(call.id()).isEmpty()) {
      return ArmReply.empty(204);
    }
    cloud.resources().removeTree(call.id());
    changed(call, "delete", Json.object());
    return ArmReply.empty(200);
  }
}
