package dev.moat.store.table;

import dev.moat.contract.LeasesContract;
import dev.moat.store.Leases;
import java.time.Clock;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class TableLeasesIT extends LeasesContract {

  private final AzuriteTables azurite;

  TableLeasesIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Override
  protected Leases noLeases() {
    return azurite.emptyStore(Clock.systemUTC());
  }
}
