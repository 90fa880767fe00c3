package dev.moat.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * A resource whose changes concern a step.
 *
 * @param resource by itself, as the root of others, or as the beginning of an id: see {@link Reach}
 */
public record Watch(StepName step, ResourceId resource, Reach reach) {

  /** What belongs to a watched resource. */
  public enum Reach {
    /** The resource alone. */
    ITSELF,
    /** The resource and all that lies in it. */
    WITHIN,
    /**
     * The resources whose name is this one, or goes on after it with a dot or a hyphen, such as the
     * records of one registry: {@code secureacr2021} and {@code secureacr2021.westus.data}.
     */
    NAMES
  }

  /** Whether the change may have touched what is watched: it, or what it lies in. */
  public boolean isTouchedBy(ResourceChange change) {
    return covers(change.resource())
        || change.mayTakeAlong() && resource.isAtOrUnder(change.resource());
  }

  /**
   * Where the watch stands in the index: on the shelf of the resource, and on those of the
   * top-level resource it belongs to and of its resource group, with which it may go.
   */
  public List<ResourceId> shelves() {
    ResourceId topLevel = resource.topLevel();
    return Stream.of(resource, topLevel, topLevel.resourceGroupId())
        .map(Shelf::of)
        .distinct()
        .toList();
  }

  private boolean covers(ResourceId changed) {
    return switch (reach) {
      case ITSELF -> changed.equals(resource);
      case WITHIN -> changed.isAtOrUnder(resource);
      case NAMES -> hasName(changed);
    };
  }

  private boolean hasName(ResourceId changed) {
    String rest = changed.key();
    String name = resource.key();
    return rest.startsWith(name)
        && (rest.length() == name.length() || ".-".indexOf(rest.charAt(name.length())) >= 0)
        && rest.indexOf('/', name.length()) < 0;
  }
}
