package dev.moat.store;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.Shelf;
import dev.moat.model.Watch;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Leads from a resource to the setups that watch it. It is kept by {@linkplain Shelf shelf}, so
 * that one read answers for an event. It may name a setup too many, never one too few.
 */
public interface WatchIndex {

  /** A setup and what it watches on one shelf. */
  record Watcher(SetupId setup, List<Watch> watches) {
    public Watcher {
      watches = List.copyOf(watches);
    }
  }

  /**
   * Those who stand on the shelf of this resource; one read.
   *
   * @param unreadable is told of each watcher that cannot be read; the others are given all the
   *     same
   */
  List<Watcher> watching(ResourceId resource, Consumer<UnreadableException> unreadable);

  /** The same; throws {@link UnreadableException} when one of the watchers cannot be read. */
  default List<Watcher> watching(ResourceId resource) {
    return watching(
        resource,
        watcher -> {
          throw watcher;
        });
  }

  /**
   * What a setup watches from now on.
   *
   * @param before what it may have watched until now: a shelf of these on which nothing stands any
   *     more is cleared, and one on which the same stands is not written again
   */
  void watch(SetupId setup, Collection<Watch> before, Collection<Watch> now);

  /** What stands on each shelf. */
  static Map<ResourceId, Set<Watch>> byShelf(Collection<Watch> watches) {
    Map<ResourceId, Set<Watch>> shelves = new LinkedHashMap<>();
    for (Watch watch : watches) {
      for (ResourceId shelf : watch.shelves()) {
        shelves.computeIfAbsent(shelf, any -> new LinkedHashSet<>()).add(watch);
      }
    }
    return shelves;
  }
}
