package dev.moat.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Draws every order, delay, duplicate, fault and crash from a seed, and checks what must hold in
 * all of them. {@code -Dmoat.simulation.seed=N} runs one seed again, {@code
 * -Dmoat.simulation.seeds=N} runs so many of them.
 */
class SimulationTest {

  private static final int ALL = 1000;
  private static final int SEEDS = Integer.getInteger("moat.simulation.seeds", ALL);

  /** Each drift is a line in the log, of which there are thousands here. */
  private static final Logger DRIFTS = Logger.getLogger("dev.moat.engine.DriftLog");

  @BeforeAll
  static void be_quiet() {
    DRIFTS.setLevel(Level.OFF);
  }

  @AfterAll
  static void speak_again() {
    DRIFTS.setLevel(null);
  }

  @Test
  void every_setup_ends_well_and_stays_well_whatever_happens() {
    Optional<Long> only = Optional.ofNullable(Long.getLong("moat.simulation.seed"));
    long first = only.orElseGet(() -> Long.getLong("moat.simulation.first", 1));
    long last = only.orElse(first + SEEDS - 1);
    System.out.printf("Simulating the seeds %d to %d%n", first, last);
    Happened all = Happened.NOTHING;
    for (long seed = first; seed <= last; seed++) {
      all = all.plus(run(seed));
    }
    System.out.println(all);
    if (only.isEmpty() && SEEDS >= ALL) {
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
    assertThatMuchWasUndone(all.drifting());
    assertThatMuchWasAsked(all.verbs());
  }

  private static void assertThatMuchWasUndone(Drifting all) {
    assertThat(all.seeds()).isGreaterThan(SEEDS / 6);
    assertThat(all.acts()).isGreaterThan(SEEDS / 2);
    assertThat(all.eventsLost()).isGreaterThan(SEEDS / 3);
    assertThat(all.eventsTwice()).isGreaterThan(SEEDS / 3);
    assertThat(all.eventsLate()).isGreaterThan(SEEDS / 6);
    assertThat(all.repairs()).isGreaterThan(SEEDS / 3);
    assertThat(all.reports()).isGreaterThan(SEEDS / 30);
    assertThat(all.contested()).isGreaterThan(SEEDS / 200);
    assertThat(all.notices()).isGreaterThan(SEEDS / 3);
    assertThat(all.named())
        .as("drifts of which it is told who caused them")
        .isGreaterThan((all.repairs() + all.reports()) / 3);
    assertThat(all.ownNotices())
        .as("changes of Moat's own that were looked into, of %d", all.ownEvents())
        .isZero();
  }

  private static void assertThatMuchWasAsked(Tally all) {
    assertThat(all.of("seeds")).isGreaterThan(SEEDS / 4);
    for (Wish wish : Wish.values()) {
      assertThat(all.of("granted: " + wish)).as("granted: " + wish).isGreaterThan(SEEDS / 200);
    }
    assertThat(all.of("asked at once")).isGreaterThan(SEEDS / 20);
    assertThat(all.of("settings compared")).isGreaterThan(SEEDS / 20);
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
