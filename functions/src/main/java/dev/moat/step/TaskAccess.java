package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ApiVersions;
import dev.moat.arm.Arm;
import dev.moat.arm.ArmException;
import dev.moat.arm.ArmResource;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * Which tasks of a registry lose access with its public access. They run on machines of Azure
 * outside every network, unless in an agent pool. One with a system-assigned identity passes the
 * network rules, since June 2025 only where the registry says so twice.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/manage-network-bypass-policy-for-tasks">The
 *     network bypass of tasks</a>
 * @see <a href="https://learn.microsoft.com/azure/container-registry/tasks-agent-pools">Agent
 *     pools</a>
 */
final class TaskAccess {

  private static final String INSIDE =
      "Run it in an agent pool of a linked network (--agent-pool), or build on a machine in one.";

  private TaskAccess() {}

  /** Lists the tasks; when that is refused, it is said of all of them together. */
  static List<AccessLoss> losses(Arm arm, ResourceId id, ArmResource registry) {
    try {
      return arm.list(id + "/tasks", ApiVersions.REGISTRY_TASKS).stream()
          .filter(task -> !task.at("/properties/status").asText().equals("Disabled"))
          .flatMap(task -> loss(task, letsTasksPass(registry)).stream())
          .toList();
    } catch (ArmException e) {
      return List.of(
          new AccessLoss(
              "ACR Tasks",
              "They run outside your networks, unless in an agent pool; which there are could not be"
                  + " listed: "
                  + e.getMessage(),
              INSIDE));
    }
  }

  private static boolean letsTasksPass(ArmResource registry) {
    return AccessCheck.trustsServices(registry)
        && registry.at("/properties/networkRuleBypassAllowedForTasks").asBoolean();
  }

  private static Optional<AccessLoss> loss(ObjectNode task, boolean tasksPass) {
    String name = "The task '" + task.path("name").asText() + "'";
    String pool = task.at("/properties/agentPoolName").asText("");
    boolean hasOwnIdentity = task.at("/identity/type").asText().contains("SystemAssigned");
    if (!pool.isEmpty()) {
      return Optional.of(inPool(name, pool));
    }
    return hasOwnIdentity && tasksPass
        ? Optional.empty()
        : Optional.of(hasOwnIdentity ? withIdentity(name) : outside(name));
  }

  private static AccessLoss inPool(String name, String pool) {
    return new AccessLoss(
        name,
        "It keeps access only if its agent pool '" + pool + "' is in a linked network.",
        "Look where the pool is: az acr agentpool show --name " + pool + ".");
  }

  private static AccessLoss withIdentity(String name) {
    return new AccessLoss(
        name,
        "Its identity passes the network rules only where networkRuleBypassOptions is AzureServices"
            + " and networkRuleBypassAllowedForTasks is true.",
        INSIDE + " Or set these two on the registry.");
  }

  private static AccessLoss outside(String name) {
    return new AccessLoss(name, "It runs on machines of Azure outside your networks.", INSIDE);
  }
}
