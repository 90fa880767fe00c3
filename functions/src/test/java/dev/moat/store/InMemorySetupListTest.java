package dev.moat.store;

import dev.moat.contract.SetupListContract;
import dev.moat.contract.TestClock;
import dev.moat.model.SetupId;
import dev.moat.model.StepRecord;

final class InMemorySetupListTest extends SetupListContract {

  private InMemoryStore store;

  @Override
  protected SetupStore emptyStore(TestClock clock) {
    store = new InMemoryStore(clock);
    return store;
  }

  @Override
  protected void spoil(SetupId setup, StepRecord step) {
    store.spoil(step);
  }
}
