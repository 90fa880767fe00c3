package dev.moat.simulation;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Draws every order, delay, duplicate, fault and crash from a seed, and checks what must hold in
 * all of them. {@code -Dmoat.simulation.seed=N} runs one seed again.
 */
class SimulationTest {

  private static final int SEEDS = 1000;

  @Test
  void every_setup_ends_well_whatever_happens() {
    Optional<Long> only = Optional.ofNullable(Long.getLong("moat.simulation.seed"));
    long first = only.orElseGet(() -> Long.getLong("moat.simulation.first", 1));
    long last = only.orElse(first + SEEDS - 1);
    System.out.printf("Simulating the seeds %d to %d%n", first, last);
    for (long seed = first; seed <= last; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) {
    try {
      new Simulation(seed).run();
    } catch (Error | RuntimeException e) {
      throw new AssertionError(
          "Seed " + seed + " went wrong; run it again with -Dmoat.simulation.seed=" + seed, e);
    }
  }
}
