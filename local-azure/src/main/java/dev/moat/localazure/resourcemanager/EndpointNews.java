package dev.moat.localazure.resourcemanager;

import java.util.ArrayList;
import java.util.List;

/**
 * What private endpoints are told of what registries decided about their connections. An endpoint
 * was seen to follow its registry a little later; how much later is not known. Here it follows at
 * once, unless the news are held back. Those that are held are lost with the process.
 */
final class EndpointNews {
  private final List<Runnable> untold = new ArrayList<>();
  private boolean held;

  void tell(Runnable news) {
    if (held) {
      untold.add(news);
    } else {
      news.run();
    }
  }

  void hold() {
    held = true;
  }

  /** Tells all that was held back, in the order in which it was decided. */
  void release() {
    held = false;
    List<Runnable> now = List.copyOf(untold);
    untold.clear();
    now.forEach(Runnable::run);
  }
}
