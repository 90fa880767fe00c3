package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.ResourceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The network settings of registries as they were before Moat first changed them. */
final class Postures {

  private final WriteWatch watch;
  private final Map<ResourceId, NetworkSettings> before = new HashMap<>();
  private final Set<ResourceId> locked = new HashSet<>();

  Postures(WriteWatch watch) {
    this.watch = watch;
  }

  /** Hears of each change in Azure. */
  void learn(ResourceChange change) {
    if (!change.operationName().startsWith("Microsoft.ContainerRegistry/registries/")) {
      return;
    }
    ResourceId id = new ResourceId(change.resourceId());
    if (change.operationName().equals("Microsoft.ContainerRegistry/registries/delete")) {
      before.remove(id);
      locked.remove(id);
    } else if (change.operationName().equals("Microsoft.ContainerRegistry/registries/write")
        && !locked.contains(id)
        && change.body() != null) {
      before.put(id, NetworkSettings.of(change.body()));
    }
  }

  /** Is called with each write of Moat's before Azure sees it. */
  void check(ArmRequest write) {
    if (write.method().equals("PATCH")) {
      ResourceId registry = new ResourceId(WriteWatch.pathOf(write));
      if (locked.add(registry)) {
        before.put(registry, watch.settings(registry));
      }
    }
  }

  /** The registry is in place, as it is: what changes from now on is not how it was before. */
  void seal(ResourceId registry) {
    locked.add(registry);
  }

  /** Empty while there is no such registry. */
  Optional<NetworkSettings> before(ResourceId registry) {
    return Optional.ofNullable(before.get(registry));
  }
}
