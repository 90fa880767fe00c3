package dev.moat.endtoend;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * Measures how long drift stays in the local Azure, what repairing it costs, and how long a start
 * takes; {@code bench/README.md} tells how to run it and how to read it.
 */
final class Bench {

  private static final PrintStream OUT = System.out;

  private Bench() {}

  /**
   * @param arguments how often each scenario is run; how many setups and how many events the storm
   *     has; how often each app is started. 0 leaves that part out.
   */
  public static void main(String[] arguments) {
    int times = Integer.parseInt(arguments[0]);
    int setups = Integer.parseInt(arguments[1]);
    int events = Integer.parseInt(arguments[2]);
    int starts = Integer.parseInt(arguments[3]);
    OUT.printf(
        "%d cores, %d GiB of memory%n", Runtime.getRuntime().availableProcessors(), memoryGib());
    if (times > 0) {
      withMoat("bench-scenarios", moat -> new BenchTable(moat, times).run(OUT));
    }
    if (setups > 0 && events > 0) {
      withMoat("bench-storm", moat -> new BenchStorm(moat, setups, events).run(OUT));
    }
    if (starts > 0) {
      withMoat("bench-start", moat -> new BenchStart(moat, starts).run(OUT));
    }
  }

  private static void withMoat(String name, Consumer<MoatExtension> work) {
    // The same drift twenty times over is no contest here: the window of the loop breaker is short.
    MoatExtension moat = MoatExtension.instant().with("DRIFT_FLIP_WINDOW", "PT1S");
    try {
      work.accept(moat.start(name));
    } finally {
      moat.stop();
    }
  }

  private static long memoryGib() {
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.round(machine.getTotalMemorySize() / (double) (1L << 30));
  }
}
