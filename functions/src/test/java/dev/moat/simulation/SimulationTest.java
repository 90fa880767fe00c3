package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

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
    Happened all = Happened.NOTHING;
    for (long seed = first; seed <= last; seed++) {
      all = all.plus(run(seed));
    }
    System.out.println(all);
    if (only.isEmpty()) {
      assertThatMuchHappened(all);
    }
  }

  /** A simulation in which nothing goes wrong proves nothing. */
  private static void assertThatMuchHappened(Happened all) {
    assertThat(all.crashes()).isGreaterThan(SEEDS);
    assertThat(all.interleavings()).isGreaterThan(SEEDS);
    assertThat(all.duplicates()).isGreaterThan(SEEDS);
    assertThat(all.deadLetters()).isGreaterThan(SEEDS / 10);
    assertThat(all.waitsForProof()).isGreaterThan(SEEDS / 10);
  }

  private static Happened run(long seed) {
    try {
      return new Simulation(seed).run();
    } catch (Error | RuntimeException e) {
      throw new AssertionError(
          "Seed " + seed + " went wrong; run it again with -Dmoat.simulation.seed=" + seed, e);
    }
  }
}
