package dev.moat.store.table;

import dev.moat.contract.SetupListContract;
import dev.moat.contract.TestClock;
import dev.moat.model.SetupId;
import dev.moat.model.StepRecord;
import dev.moat.store.SetupStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class TableSetupListIT extends SetupListContract {

  private final AzuriteTables azurite;

  TableSetupListIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Override
  protected SetupStore emptyStore(TestClock clock) {
    return azurite.emptyStore(clock);
  }

  @Override
  protected void spoil(SetupId setup, StepRecord step) {
    azurite.spoil("setups", SetupRows.step(setup, step));
  }
}
