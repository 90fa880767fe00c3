package dev.moat.engine;

import dev.moat.queue.QueueException;
import dev.moat.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What went wrong for some while others are served. It is thrown when all have been, so that the
 * function fails and somebody is alerted.
 */
final class Failures {

  /** So many are told besides the first: when storage is out of reach, each setup has one. */
  private static final int OTHERS_TOLD = 9;

  private final List<RuntimeException> failures = new ArrayList<>();

  void add(RuntimeException failure) {
    failures.add(failure);
  }

  /** Runs this; what the store or a queue throws is kept for the end. */
  void attempt(Runnable task) {
    try {
      task.run();
    } catch (StoreException | QueueException e) {
      add(e);
    }
  }

  /** Whether this answers yes; what the store throws is kept for the end, and is no. */
  boolean succeeds(BooleanSupplier task) {
    try {
      return task.getAsBoolean();
    } catch (StoreException e) {
      add(e);
      return false;
    }
  }

  /** Throws the first failure, if there was one; the next ones are told with it. */
  void throwFirst() {
    if (!failures.isEmpty()) {
      RuntimeException first = failures.get(0);
      failures.stream().skip(1).limit(OTHERS_TOLD).forEach(first::addSuppressed);
      throw first;
    }
  }
}
