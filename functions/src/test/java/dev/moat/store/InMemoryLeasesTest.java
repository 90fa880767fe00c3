package dev.moat.store;

import dev.moat.contract.LeasesContract;
import java.time.Clock;

final class InMemoryLeasesTest extends LeasesContract {
  @Override
  protected Leases noLeases() {
    return new InMemoryStore(Clock.systemUTC());
  }
}
