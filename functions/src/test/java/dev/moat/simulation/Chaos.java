package dev.moat.simulation;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What happens at the border of two effects: nothing, a crash, or another worker's turn. Effects
 * are writes to the state, messages sent, and calls to Azure.
 */
final class Chaos {

  private static final int DEEPEST_NESTING = 2;

  private final RandomGenerator random;
  private final double crashRate;
  private final double interleaveRate;
  private Consumer<String> anotherWorker = where -> {};
  private int depth;
  private boolean calm;
  private int crashes;
  private int interleavings;

  Chaos(RandomGenerator random, double crashRate, double interleaveRate) {
    this.random = random;
    this.crashRate = crashRate;
    this.interleaveRate = interleaveRate;
  }

  /** Takes a message and works on it, as another worker does at the same time, at that effect. */
  void anotherWorker(Consumer<String> turn) {
    anotherWorker = turn;
  }

  /** From now on nothing goes wrong. */
  void calmDown() {
    calm = true;
  }

  int crashes() {
    return crashes;
  }

  int interleavings() {
    return interleavings;
  }

  boolean isCalm() {
    return calm;
  }

  /** Whether something of this probability happens. */
  boolean happens(double probability) {
    return !calm && random.nextDouble() < probability;
  }

  /** Is called before and after each effect. */
  void effect(String where) {
    if (happens(crashRate)) {
      crashes++;
      throw new SimulatedCrash(where);
    }
    if (depth < DEEPEST_NESTING && happens(interleaveRate)) {
      depth++;
      interleavings++;
      try {
        anotherWorker.accept(where);
      } finally {
        depth--;
      }
    }
  }
}
