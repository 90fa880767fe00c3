package dev.moat.store;

import dev.moat.contract.SetupStoreContract;
import dev.moat.contract.TestClock;

final class InMemorySetupStoreTest extends SetupStoreContract {
  @Override
  protected SetupStore emptyStore(TestClock clock) {
    return new InMemoryStore(clock);
  }
}
