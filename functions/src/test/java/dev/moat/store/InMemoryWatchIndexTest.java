package dev.moat.store;

import dev.moat.contract.WatchIndexContract;
import java.time.Clock;

final class InMemoryWatchIndexTest extends WatchIndexContract {
  @Override
  protected WatchIndex nothingWatched() {
    return new InMemoryStore(Clock.systemUTC());
  }
}
