package dev.moat.store;

import dev.moat.contract.SweepsContract;
import dev.moat.store.Sweeps.Sweep;
import java.time.Clock;

final class InMemorySweepsTest extends SweepsContract {

  private InMemoryStore store;

  @Override
  protected Sweeps nothingPlanned() {
    store = new InMemoryStore(Clock.systemUTC());
    return store;
  }

  @Override
  protected void spoil(Sweep planned) {
    store.spoil(planned);
  }
}
