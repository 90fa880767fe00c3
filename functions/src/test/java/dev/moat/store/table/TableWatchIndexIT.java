package dev.moat.store.table;

import dev.moat.contract.WatchIndexContract;
import dev.moat.store.WatchIndex;
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
}
