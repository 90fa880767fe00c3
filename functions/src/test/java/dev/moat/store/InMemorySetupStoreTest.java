package dev.moat.store;

import dev.moat.contract.SetupStoreContract;
import dev.moat.contract.TestClock;
import dev.moat.model.Outgoing;
import dev.moat.model.SetupId;

final class InMemorySetupStoreTest extends SetupStoreContract {

  private InMemoryStore store;

  @Override
  protected SetupStore emptyStore(TestClock clock) {
    store = new InMemoryStore(clock);
    return store;
  }

  @Override
  protected void spoil(SetupId setup, Outgoing message) {
    store.spoil(message);
  }
}
