package dev.moat.store;

import dev.moat.contract.RequestsContract;
import dev.moat.store.Requests.Rejected;
import java.time.Clock;

final class InMemoryRequestsTest extends RequestsContract {

  private InMemoryStore store;

  @Override
  protected Requests noRequests() {
    store = new InMemoryStore(Clock.systemUTC());
    return store;
  }

  @Override
  protected void spoil(Rejected rejection) {
    store.spoil(rejection);
  }
}
