package dev.moat.endtoend;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Every scenario many times over, begun at moments that are spread over the debounce time. */
record BenchTable(MoatExtension moat, int times) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Prints a row in Markdown after each scenario. */
  void run(PrintStream out) {
    out.println("| scenario | p50 s | max s | reads | writes |");
    out.println("|---|---:|---:|---:|---:|");
    for (BenchScenario scenario : BenchScenario.all()) {
      List<BenchRun> runs =
          IntStream.range(0, times).mapToObj(number -> run(scenario, number)).toList();
      out.println(row(scenario, runs));
    }
  }

  private BenchRun run(BenchScenario scenario, int number) {
    BenchSetup setup = finished(scenario.request(number));
    scenario.preparation().accept(setup);
    moat.awaitQuiet(setup.recorded());
    period().await((double) number / times);
    moat.arm().clearCalls();
    double seconds = seconds(scenario, setup);
    moat.awaitQuiet(setup.recorded());
    Calls calls = moat.calls();
    return new BenchRun(seconds, calls.reads().count(), calls.writes().count());
  }

  /** The setup as an earlier run left it, or a new one. */
  private BenchSetup finished(SampleRequest request) {
    Setup setup = moat.setup(request);
    if (!setup.exists()) {
      moat.post(request);
    }
    return new BenchSetup(request, setup.awaitSuccess(1), Person.alice(moat.arm()));
  }

  private BenchPeriod period() {
    return new BenchPeriod(Duration.parse(moat.moat().settings().get("DRIFT_DEBOUNCE")));
  }

  private static double seconds(BenchScenario scenario, BenchSetup setup) {
    scenario.change().accept(setup);
    long changed = System.nanoTime();
    Await.until(
        scenario.name() + " to be over",
        PATIENCE,
        () -> Optional.of(true).filter(wanted -> scenario.isOver().test(setup)),
        setup.recorded()::description);
    return (System.nanoTime() - changed) / 1e9;
  }

  private static String row(BenchScenario scenario, List<BenchRun> runs) {
    return "| %s | %.1f | %.1f | %s | %s |"
        .formatted(
            scenario.name(),
            Median.of(runs, BenchRun::seconds),
            runs.stream().mapToDouble(BenchRun::seconds).max().orElseThrow(),
            range(runs.stream().map(BenchRun::reads).sorted().toList()),
            range(runs.stream().map(BenchRun::writes).sorted().toList()));
  }

  /** The median, and the extremes where they differ from it. */
  private static String range(List<Integer> sorted) {
    int least = sorted.get(0);
    int most = sorted.get(sorted.size() - 1);
    int middle = sorted.get(sorted.size() / 2);
    return least == most ? "" + middle : "%d (%d–%d)".formatted(middle, least, most);
  }
}
