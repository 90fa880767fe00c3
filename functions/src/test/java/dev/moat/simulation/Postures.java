package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.ArmRequest;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The network settings of registries as they were before Moat first changed them. Of a registry
 * that was removed and made again, those of either count.
 */
final class Postures {

  private static final NetworkSettings NOTHING = new NetworkSettings("", "", Set.of());

  private final Inspector inspector;
  private final Map<ResourceId, List<NetworkSettings>> before = new HashMap<>();
  private final Set<ResourceId> locked = new HashSet<>();
  private final Set<ResourceId> everLocked = new HashSet<>();

  Postures(Inspector inspector) {
    this.inspector = inspector;
  }

  /** Hears of each change in Azure. */
  void learn(ResourceChange change) {
    if (!change.operationName().startsWith("Microsoft.ContainerRegistry/registries/")) {
      return;
    }
    ResourceId id = new ResourceId(change.resourceId());
    if (change.operationName().equals("Microsoft.ContainerRegistry/registries/delete")) {
      locked.remove(id);
      of(id).add(0, NOTHING);
    } else if (change.operationName().equals("Microsoft.ContainerRegistry/registries/write")
        && !locked.contains(id)
        && change.body() != null) {
      latest(id, NetworkSettings.of(change.body()));
    }
  }

  /** Is called with each write of Moat's before Azure sees it. */
  void check(ArmRequest write) {
    if (write.method().equals("PATCH")) {
      ResourceId registry = new ResourceId(WriteWatch.pathOf(write));
      if (!locked.contains(registry)) {
        seal(registry);
        latest(registry, inspector.settings(registry));
      }
    }
  }

  /** The registry is in place, as it is: what changes from now on is not how it was before. */
  void seal(ResourceId registry) {
    locked.add(registry);
    everLocked.add(registry);
  }

  /** The registry is its owner's again: what changes from now on is before the next lock. */
  void release(ResourceId registry) {
    locked.remove(registry);
  }

  /** What the registry may be like again; empty when Moat never changed or guarded it. */
  List<NetworkSettings> before(ResourceId registry) {
    return everLocked.contains(registry) ? List.copyOf(of(registry)) : List.of();
  }

  private void latest(ResourceId registry, NetworkSettings settings) {
    List<NetworkSettings> all = of(registry);
    if (all.isEmpty()) {
      all.add(settings);
    } else {
      all.set(0, settings);
    }
  }

  private List<NetworkSettings> of(ResourceId registry) {
    return before.computeIfAbsent(registry, id -> new ArrayList<>());
  }
}
