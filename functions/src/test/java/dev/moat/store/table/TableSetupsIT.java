package dev.moat.store.table;

import dev.moat.contract.Samples;
import dev.moat.contract.SetupStoreContract;
import dev.moat.contract.TestClock;
import dev.moat.model.Outgoing;
import dev.moat.model.SetupId;
import dev.moat.store.SetupStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AzuriteExtension.class)
final class TableSetupsIT extends SetupStoreContract {

  private final AzuriteTables azurite;

  TableSetupsIT(AzuriteTables azurite) {
    this.azurite = azurite;
  }

  @Override
  protected SetupStore emptyStore(TestClock clock) {
    return azurite.emptyStore(clock);
  }

  @Override
  protected void spoil(SetupId setup, Outgoing message) {
    azurite.spoil("setups", SetupRows.outbox(setup, message, Samples.NOON));
  }
}
