package dev.moat.store.table;

import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.Shelf;
import dev.moat.model.Watch;
import dev.moat.store.UnreadableException;
import dev.moat.store.WatchIndex;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who watches what: a partition for each {@linkplain Watch#shelves() shelf}, and in it a row for
 * each setup, so that the setups of a shared zone never wait for each other's writes. A look is one
 * query of one partition, which costs what a point read costs when nothing is there.
 */
final class TableWatchIndex implements WatchIndex {

  private final Table table;

  TableWatchIndex(Table table) {
    this.table = table;
  }

  @Override
  public List<Watcher> watching(ResourceId resource, Consumer<UnreadableException> unreadable) {
    ListEntitiesOptions shelf =
        new ListEntitiesOptions()
            .setFilter("PartitionKey eq '%s'".formatted(partition(Shelf.of(resource))));
    return table.query(shelf).stream()
        .flatMap(row -> row.read(Watcher.class, unreadable).stream())
        .toList();
  }

  /** Writes before it deletes: a crash in between leaves a watch too many. */
  @Override
  public void watch(SetupId setup, Collection<Watch> before, Collection<Watch> now) {
    Map<ResourceId, Set<Watch>> earlier = WatchIndex.byShelf(before);
    Map<ResourceId, Set<Watch>> wanted = WatchIndex.byShelf(now);
    wanted.entrySet().stream()
        .filter(shelf -> !shelf.getValue().equals(earlier.get(shelf.getKey())))
        .map(shelf -> row(shelf.getKey(), new Watcher(setup, List.copyOf(shelf.getValue()))))
        .forEach(table::put);
    earlier.keySet().stream()
        .filter(shelf -> !wanted.containsKey(shelf))
        .forEach(
            shelf -> table.forget(new TableEntity(partition(shelf), Keys.safe(setup.value()))));
  }

  static Row row(ResourceId shelf, Watcher watcher) {
    return Row.of(partition(shelf), Keys.safe(watcher.setup().value()), watcher)
        .column("resource", shelf.value())
        .column("setup", watcher.setup().value());
  }

  private static String partition(ResourceId shelf) {
    return Keys.hashIgnoringCase(shelf.value());
  }
}
