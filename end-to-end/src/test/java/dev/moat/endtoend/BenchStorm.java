package dev.moat.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Many events at once about many setups that share a network and a zone: events of changes that
 * never were, so that every look finds all in place.
 */
record BenchStorm(MoatExtension moat, int setups, int events) {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** Of the registry itself, of its endpoint, and of its record. */
  private static final int KINDS = 3;

  private static final int BATCH = 1000;

  /** Seconds from the first event until the last was acknowledged, and until nothing was left. */
  private record Times(double heard, double over) {}

  /** How often something has happened so far. */
  private record Counts(long dropped, long checks, long looks) {
    Counts since(Counts before) {
      return new Counts(dropped - before.dropped, checks - before.checks, looks - before.looks);
    }
  }

  /** Prints a table in Markdown, and what Azure was asked. */
  void run(PrintStream out) {
    List<SampleRequest> requests =
        IntStream.range(0, setups).mapToObj(BenchStorm::request).toList();
    List<Setup> made = made(requests, out);
    Counts before = counts(made);
    moat.arm().clearCalls();

    long raised = System.nanoTime();
    raise(events(requests));
    double heard = secondsSince(raised);
    awaitQuiet(made);
    Times times = new Times(heard, secondsSince(raised));

    print(out, times, counts(made).since(before), made);
  }

  private List<Setup> made(List<SampleRequest> requests, PrintStream out) {
    long begun = System.nanoTime();
    List<Setup> posted = requests.stream().map(moat::post).toList();
    posted.forEach(setup -> setup.awaitSuccess(1, PATIENCE));
    out.printf("%d setups made in %.0f s%n", setups, secondsSince(begun));
    awaitQuiet(posted);
    return posted;
  }

  private void awaitQuiet(List<Setup> made) {
    moat.awaitQuiet(PATIENCE, made.toArray(Setup[]::new));
  }

  private Counts counts(List<Setup> made) {
    return new Counts(
        moat.arm().eventCounts().path("dropped").asLong(),
        moat.invocations("CheckDrift"),
        made.stream().mapToLong(BenchStorm::looks).sum());
  }

  /** How often it was found as asked; what was opened again during a look is part of it. */
  private static long looks(Setup setup) {
    return setup.historyReasons().stream().filter("SetupChecked"::equals).count();
  }

  private void print(PrintStream out, Times times, Counts counts, List<Setup> made) {
    Calls calls = moat.calls();
    out.println(
        "| setups | events | dropped | heard after s | over after s | checks | looks | reads | writes | SUCCEEDED |");
    out.println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    out.printf(
        "| %d | %d | %d | %.0f | %.0f | %d | %d | %d | %d | %d |%n",
        setups,
        events,
        counts.dropped,
        times.heard,
        times.over,
        counts.checks,
        counts.looks,
        calls.reads().count(),
        calls.writes().count(),
        made.stream().filter(setup -> setup.status() == SetupStatus.SUCCEEDED).count());
    out.printf("%n```%n%s%n```%n", calls.reads().byKind());
  }

  /** A registry and an endpoint of its own, in the network and the zone of all. */
  private static SampleRequest request(int number) {
    String suffix = "%03d".formatted(number);
    return SampleRequest.fresh("storm")
        .registry("acrstorm" + suffix)
        .replace("secureacr-pe", "pe-" + suffix)
        .requestId("storm-" + suffix);
  }

  private ArrayNode events(List<SampleRequest> requests) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < events; i++) {
      SampleRequest request = requests.get(i % setups);
      JsonNode event =
          switch (i / setups % KINDS) {
            case 0 -> event(request.registry(), "Microsoft.ContainerRegistry/registries/write");
            case 1 -> event(request.endpoint(), "Microsoft.Network/privateEndpoints/write");
            default -> event(request.record(), "Microsoft.Network/privateDnsZones/A/write");
          };
      all.add(event);
    }
    return all;
  }

  private static JsonNode event(ResourceId resource, String operation) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("subject", resource.value())
        .put("operationName", operation)
        .put("name", "Alice Liddell")
        .put("objectId", "0a11ce00-0000-4000-8000-000000000001");
  }

  /** As fast as they are taken: at latency {@code instant} an event lives no longer than 86 s. */
  private void raise(ArrayNode all) {
    for (int from = 0; from < all.size(); from += BATCH) {
      ArrayNode batch = JsonNodeFactory.instance.arrayNode();
      for (int i = from; i < Math.min(all.size(), from + BATCH); i++) {
        batch.add(all.get(i));
      }
      awaitPending(BATCH);
      moat.arm().raiseEvents(batch.toString());
    }
    awaitPending(0);
  }

  private void awaitPending(int most) {
    Await.until(
        "at most " + most + " events to be pending",
        PATIENCE,
        () ->
            moat.arm().eventCounts().path("pending").asInt() <= most
                ? Optional.of(true)
                : Optional.empty(),
        () -> moat.arm().eventCounts().toString());
  }

  private static double secondsSince(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
