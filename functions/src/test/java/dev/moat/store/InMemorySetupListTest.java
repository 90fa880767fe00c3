package dev.moat.store;

import dev.moat.contract.SetupListContract;
import dev.moat.contract.TestClock;

final class InMemorySetupListTest extends SetupListContract {
  @Override
  protected SetupStore emptyStore(TestClock clock) {
    return new InMemoryStore(clock);
  }
}
