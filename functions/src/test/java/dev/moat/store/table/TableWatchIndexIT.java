package dev.moat.store.table;

import dev.moat.contract.WatchIndexContract;
import dev.moat.model.ResourceId;
import dev.moat.store.WatchIndex;
import dev.moat.store.WatchIndex.Watcher;
import java.time.Clock;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class TableWatchIndexIT extends WatchIndexContract {

  private final AzuriteTables azurite;

  TableWatchIndexIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Override
  protected WatchIndex nothingWatched() {
    return azurite.emptyStore(Clock.systemUTC());
  }

  @Override
  protected void spoil(ResourceId shelf, Watcher watcher) {
    azurite.spoil("watches", TableWatchIndex.row(shelf, watcher));
  }
}
