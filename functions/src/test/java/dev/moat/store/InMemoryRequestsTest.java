package dev.moat.store;

import dev.moat.contract.RequestsContract;
import java.time.Clock;

final class InMemoryRequestsTest extends RequestsContract {
  @Override
  protected Requests noRequests() {
    return new InMemoryStore(Clock.systemUTC());
  }
}
