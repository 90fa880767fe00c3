package dev.moat.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Several workers who do the same at the same moment. */
final class Racers {

  interface Work {
    boolean by(int worker) throws Exception;
  }

  private Racers() {}

  /** What each worker answered, in the order of their numbers. */
  static List<Boolean> atOnce(int workers, Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        int worker = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return work.by(worker);
                }));
      }
      start.countDown();
      return answers(running);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Boolean> answers(List<Future<Boolean>> running) throws Exception {
    List<Boolean> answers = new ArrayList<>();
    for (Future<Boolean> worker : running) {
      answers.add(worker.get(30, TimeUnit.SECONDS));
    }
    return answers;
  }
}
