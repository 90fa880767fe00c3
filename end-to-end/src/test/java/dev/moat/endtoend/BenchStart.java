package dev.moat.endtoend;

import dev.moat.localazure.launch.Endpoints;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the start of the host's process to the first message that was handled, which waited in the
 * queue before: the app as it is beside others, each started in turn, again and again. The message
 * is a request that the app knows already, so that nothing follows from it.
 */
record BenchStart(MoatExtension moat, int times) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A flag of the Java worker: no second compiler, for a quicker start. */
  private static final List<String> OF_THE_WORKER = List.of("-XX:TieredStopAtLevel=1");

  void run(PrintStream out) {
    SampleRequest request = SampleRequest.fresh("start");
    moat.post(request).awaitSuccess(1, PATIENCE);
    moat.moat().azure().functions().stop();

    Map<String, HostStart> starts = starts();
    Map<String, List<HostStart.Times>> measured = new LinkedHashMap<>();
    for (int i = 0; i < times; i++) {
      for (Map.Entry<String, HostStart> start : starts.entrySet()) {
        moat.moat().post(request.text(), "start-" + i + "-" + start.getKey());
        measured
            .computeIfAbsent(start.getKey(), name -> new ArrayList<>())
            .add(start.getValue().measure());
      }
    }
    print(measured, out);
  }

  private Map<String, HostStart> starts() {
    Path home = SampleRequest.home();
    Path app = home.resolve("functions/target/azure-functions/moat");
    Path bare =
        BareApp.in(
            Path.of(System.getProperty("moat.folder"), "bench-start", "bare"),
            home.resolve("host.json"));
    Map<String, HostStart> starts = new LinkedHashMap<>();
    starts.put("Moat", start(app, OF_THE_WORKER));
    starts.put("a function that does nothing", start(bare, OF_THE_WORKER));
    starts.put("Moat, with the JVM's second compiler", start(app, List.of()));
    return starts;
  }

  private HostStart start(Path app, List<String> flags) {
    Endpoints endpoints = moat.moat().azure().endpoints();
    Map<String, String> settings = new LinkedHashMap<>(moat.moat().settings());
    settings.putAll(endpoints.identityVariables());
    List<String> all = new ArrayList<>(flags);
    all.addAll(endpoints.trustFlags());
    return new HostStart(app, all, settings);
  }

  private void print(Map<String, List<HostStart.Times>> measured, PrintStream out) {
    List<HostStart.Times> moats = measured.values().iterator().next();
    double ofMoat = Median.of(moats, HostStart.Times::handled);
    out.println("| started | listening after s | first message handled after s | times Moat |");
    out.println("|---|---:|---:|---:|");
    measured.forEach(
        (name, runs) ->
            out.printf(
                "| %s | %.2f | %.2f (%.2f–%.2f) | %.2f |%n",
                name,
                Median.of(runs, HostStart.Times::listening),
                Median.of(runs, HostStart.Times::handled),
                runs.stream().mapToDouble(HostStart.Times::handled).min().orElseThrow(),
                runs.stream().mapToDouble(HostStart.Times::handled).max().orElseThrow(),
                Median.of(runs, HostStart.Times::handled) / ofMoat));
  }
}
