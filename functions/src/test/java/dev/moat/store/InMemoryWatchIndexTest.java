package dev.moat.store;

import dev.moat.contract.WatchIndexContract;
import dev.moat.model.ResourceId;
import dev.moat.store.WatchIndex.Watcher;
import java.time.Clock;

final class InMemoryWatchIndexTest extends WatchIndexContract {

  private InMemoryStore store;

  @Override
  protected WatchIndex nothingWatched() {
    store = new InMemoryStore(Clock.systemUTC());
    return store;
  }

  @Override
  protected void spoil(ResourceId shelf, Watcher watcher) {
    store.spoil(watcher);
  }
}
