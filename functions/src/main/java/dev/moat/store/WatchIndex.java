package dev.moat.store;

import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.Watch;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leads from a resource to the setups that watch it. It is kept by {@linkplain
 * ResourceId#topLevel() top-level resource}, so that one read answers for a resource with all that
 * it lies in and all that lies in it. It may name a setup too many, never one too few.
 */
public interface WatchIndex {

  /** A setup and what it watches in or at one top-level resource. */
  record Watcher(SetupId setup, List<Watch> watches) {
    public Watcher {
      watches = List.copyOf(watches);
    }
  }

  /**
   * Those who watch something in this top-level resource; one read.
   *
   * @param topLevel as {@link ResourceId#topLevel()} gives it
   * @param unreadable is told of each watcher that cannot be read; the others are given all the
   *     same
   */
  List<Watcher> watching(ResourceId topLevel, Consumer<UnreadableException> unreadable);

  /** The same; throws {@link UnreadableException} when one of the watchers cannot be read. */
  default List<Watcher> watching(ResourceId topLevel) {
    return watching(
        topLevel,
        watcher -> {
          throw watcher;
        });
  }

  /**
   * What a setup watches from now on.
   *
   * @param before what it may have watched until now: what is no longer watched is removed
   */
  void watch(SetupId setup, Collection<Watch> before, Collection<Watch> now);
}
