package dev.moat.store.table;

import dev.moat.contract.SweepsContract;
import dev.moat.store.Sweeps;
import dev.moat.store.Sweeps.Sweep;
import java.time.Clock;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class TableSweepsIT extends SweepsContract {

  private final AzuriteTables azurite;

  TableSweepsIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Override
  protected Sweeps nothingPlanned() {
    return azurite.emptyStore(Clock.systemUTC());
  }

  @Override
  protected void spoil(Sweep planned) {
    azurite.spoil("sweeps", TableSweeps.row(planned));
  }
}
