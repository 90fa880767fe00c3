package dev.moat.localazure.resourcemanager;

import java.util.Optional;

/**
 * Private DNS queues one operation per zone, its links included, and refuses others meanwhile. Seen
 * in <a href="https://github.com/Azure-Samples/azure-ml-federated-learning/issues/137">a public
 * thread</a>.
 */
final class PrivateDnsConflicts {
  private final Cloud cloud;

  PrivateDnsConflicts(Cloud cloud) {
    this.cloud = cloud;
  }

  void refuseWhileHeld(ResourceId zone) {
    Optional<Operation> other = cloud.operations().holding(zone.key());
    if (other.isPresent()) {
      throw queued(zone, other.get()).refusal();
    }
  }

  private static ArmError queued(ResourceId zone, Operation other) {
    String group =
        "|subscriptions|%s|resourceGroups|%s|privateDnsZones|%s"
            .formatted(zone.subscription(), zone.resourceGroup(), zone.name());
    return ArmError.flat(
        409,
        "Conflict",
        ("Operation group '/operations/groups/id/%s' already has 1 operations like"
                + " '/operations/type/%s/id/%s' queued.")
            .formatted(group, other.name(), other.id()));
  }
}
