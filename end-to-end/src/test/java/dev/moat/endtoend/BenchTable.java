package dev.moat.endtoend;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every scenario many times over, each on a setup of its own. */
record BenchTable(MoatExtension moat, int times) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** One run: from the answer to the change until the repair is seen in Resource Manager. */
  private record Run(double seconds, int reads, int writes) {}

  /** Prints a row in Markdown after each scenario. */
  void run(PrintStream out) {
    out.println("| scenario | p50 s | max s | reads | writes |");
    out.println("|---|---:|---:|---:|---:|");
    for (BenchScenario scenario : BenchScenario.all()) {
      SampleRequest request = request(scenario);
      Setup setup = moat.post(request).awaitSuccess(1);
      List<Run> runs = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        runs.add(run(scenario, request, setup));
      }
      out.println(row(scenario, runs));
    }
  }

  private static SampleRequest request(BenchScenario scenario) {
    String group = scenario.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    return SampleRequest.fresh(group).with("/onDrift", "{\"recreateRegistry\": true}");
  }

  private Run run(BenchScenario scenario, SampleRequest request, Setup setup) {
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

  /**
   * Resource Manager takes 500 reads of DNS in five minutes, from all callers together: they are
   * not spent on looking before Moat has written anything.
   */
  private Optional<Boolean> isRepaired(
      BenchScenario scenario, Person person, SampleRequest request, Setup setup) {
    try {
      return moat.calls().acceptedWrites().count() > 0
              && scenario.isRepaired().by(person, request, setup)
          ? Optional.of(true)
          : Optional.empty();
    } catch (IllegalStateException goneWhileLookedAt) {
      return Optional.empty();
    }
  }

  private static String row(BenchScenario scenario, List<Run> runs) {
    List<Double> seconds = runs.stream().map(Run::seconds).sorted().toList();
    return "| %s | %.1f | %.1f | %s | %s |"
        .formatted(
            scenario.name(),
            median(seconds),
            seconds.get(seconds.size() - 1),
            range(runs.stream().map(Run::reads).sorted().toList()),
            range(runs.stream().map(Run::writes).sorted().toList()));
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
