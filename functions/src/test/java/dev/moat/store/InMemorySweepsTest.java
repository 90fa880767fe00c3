package dev.moat.store;

import dev.moat.contract.SweepsContract;
import java.time.Clock;

final class InMemorySweepsTest extends SweepsContract {
  @Override
  protected Sweeps nothingPlanned() {
    return new InMemoryStore(Clock.systemUTC());
  }
}
