package dev.moat.simulation;

import dev.moat.localazure.resourcemanager.Caller;
import dev.moat.localazure.resourcemanager.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Who made what is there, as Azure tells it. */
final class Makers {

  /**
   * @param claim for what Moat made it
   */
  record Maker(Caller caller, Optional<Claims.Claim> claim) {

    boolean isMoat() {
      return caller.equals(InProcessAzure.MOAT);
    }

    boolean isMoatFor(SetupId setup) {
      return isMoat() && claim.filter(by -> by.setup().equals(setup)).isPresent();
    }
  }

  /** Of what was there under a name. */
  record Deletion(String correlationId, Instant at) {}

  private final Claims claims;
  private final Map<ResourceId, Maker> makers =
      new TreeMap<>(Comparator.comparing(ResourceId::key));

  private final Map<ResourceId, List<Deletion>> deletions = new HashMap<>();

  private final Map<ResourceId, Integer> failures = new HashMap<>();

  Makers(Claims claims) {
    this.claims = claims;
  }

  /** Remembers who made what is there. */
  void learn(ResourceChange change) {
    ResourceId id = new ResourceId(change.resourceId());
    if (!change.succeeded()) {
      failures.merge(id, 1, Integer::sum);
    }
    if (change.operationName().endsWith("/delete")) {
      if (change.succeeded()) {
        atOrUnder(id).keySet().forEach(made -> gone(made, change));
      }
    } else if (!change.request().onExisting()) {
      makers.put(id, new Maker(change.caller(), claims.of(change.correlationId())));
    }
  }

  private void gone(ResourceId resource, ResourceChange change) {
    makers.remove(resource);
    deletions
        .computeIfAbsent(resource, id -> new ArrayList<>())
        .add(new Deletion(change.correlationId(), change.time()));
  }

  /** How often what was there under this name was deleted. */
  int deletions(ResourceId resource) {
    return deletions.getOrDefault(resource, List.of()).size();
  }

  /** The latest of its deletions; empty when there was none. */
  Optional<Deletion> lastDeletion(ResourceId resource) {
    return deletions.getOrDefault(resource, List.of()).stream().reduce((one, next) -> next);
  }

  /** How often Azure failed to bring about what was asked of it. */
  int failures(ResourceId resource) {
    return failures.getOrDefault(resource, 0);
  }

  /** Empty when nobody is known to have made it. */
  Optional<Maker> of(ResourceId resource) {
    return Optional.ofNullable(makers.get(resource));
  }

  /** A resource and all in it, with those who made them. */
  Map<ResourceId, Maker> atOrUnder(ResourceId resource) {
    Map<ResourceId, Maker> found = new TreeMap<>(Comparator.comparing(ResourceId::key));
    makers.forEach(
        (id, maker) -> {
          if (id.isAtOrUnder(resource)) {
            found.put(id, maker);
          }
        });
    return found;
  }

  Map<ResourceId, Maker> all() {
    return Map.copyOf(makers);
  }
}
