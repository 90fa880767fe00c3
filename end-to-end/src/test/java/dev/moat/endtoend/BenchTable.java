package dev.moat.endtoend;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every scenario many times over, each on a setup of its own. */
final class BenchTable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** One run: from the answer to the change until the repair is seen in Resource Manager. */
  private record Run(double seconds, int reads, int writes) {}

  private record Row(String name, List<Run> runs) {}

  private final List<Row> rows = new ArrayList<>();

  private BenchTable() {}

  static BenchTable of(MoatExtension moat, int times) {
    BenchTable table = new BenchTable();
    for (BenchScenario scenario : BenchScenario.all()) {
      SampleRequest request =
          SampleRequest.fresh("bench-" + scenario.name().toLowerCase().replaceAll("[^a-z]+", "-"));
      Setup setup = moat.post(request).awaitSuccess(1);
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        runs.add(run(moat, scenario, request, setup));
      }
      table.rows.add(new Row(scenario.name(), runs));
    }
    return table;
  }

  private static Run run(
      MoatExtension moat, BenchScenario scenario, SampleRequest request, Setup setup) {
    Person person = Person.alice(moat.arm());
    moat.awaitQuiet(setup);
    moat.arm().clearCalls();
    scenario.change().by(person, request, setup);
    long changed = System.nanoTime();
    Await.until(
        scenario.name() + " to be repaired",
        PATIENCE,
        () ->
            scenario.isRepaired().by(person, request, setup) ? Optional.of(true) : Optional.empty(),
        setup::description);
    double seconds = (System.nanoTime() - changed) / 1e9;
    moat.awaitQuiet(setup);
    Calls calls = moat.calls();
    int writes = calls.writes().count();
    return new Run(seconds, calls.count() - writes, writes);
  }

  /** In Markdown. */
  void print(PrintStream out) {
    out.println("| scenario | p50 s | max s | reads | writes |");
    out.println("|---|---:|---:|---:|---:|");
    rows.forEach(
        row ->
            out.printf(
                "| %s | %.1f | %.1f | %s | %s |%n",
                row.name,
                median(row.runs.stream().map(Run::seconds).sorted().toList()),
                row.runs.stream().mapToDouble(Run::seconds).max().orElseThrow(),
                range(row.runs.stream().map(Run::reads).sorted().toList()),
                range(row.runs.stream().map(Run::writes).sorted().toList())));
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The median, and the extremes where they differ from it. */
  private static String range(List<Integer> sorted) {
    int least = sorted.get(0);
    int most = sorted.get(sorted.size() - 1);
    int middle = sorted.get(sorted.size() / 2);
    return least == most ? "" + middle : "%d (%d–%d)".formatted(middle, least, most);
  }
}
