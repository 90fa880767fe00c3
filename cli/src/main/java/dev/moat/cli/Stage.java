package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Progress;
import dev.moat.cli.screen.Seconds;
import dev.moat.cli.screen.Terminal;
import dev.moat.model.Fact;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.Plan;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What demonstrations are given on: a Moat on this machine, a sample to post, and a screen. */
record Stage(LocalMoat moat, Sample sample, SetupWatch watch, Terminal terminal, Clock clock) {

  private static final StepName LOCKDOWN = StepName.of(StepKind.LOCKDOWN);

  Plan plan() {
    return Plans.of(sample.request());
  }

  void createResourceGroup() {
    moat.arm().createResourceGroup(Sample.RESOURCE_GROUP, Sample.LOCATION);
    line(
        "The platform team created the resource group %s in %s."
            .formatted(new ResourceId(Sample.RESOURCE_GROUP).name(), Sample.LOCATION));
  }

  /** Posts a request and shows its steps until they have succeeded. */
  SetupState postAndWatch(Sample wanted, long generation, String messageId) {
    return postAndWatch(
        wanted, generation, messageId, Progress.of(plan().steps().size(), terminal));
  }

  /** Posts a request and shows only how it ended where its steps would take a line each. */
  SetupState postAndAwait(Sample wanted, long generation, String messageId) {
    return postAndWatch(
        wanted, generation, messageId, Progress.inPlace(plan().steps().size(), terminal));
  }

  private SetupState postAndWatch(
      Sample wanted, long generation, String messageId, Progress shown) {
    moat.arm().clearCalls();
    moat.post(wanted.json(), messageId);
    line("requestId " + wanted.request().requestId());
    try (Progress progress = shown) {
      SetupState state = watch.untilSucceeded(wanted.request(), generation, messageId, progress);
      showEnd(state.setup().value());
      return state;
    }
  }

  private void showEnd(SetupRecord setup) {
    Duration time =
        Duration.between(setup.acceptedAt(), setup.finishedAt().orElse(setup.acceptedAt()));
    line(
        "Setup %s, generation %d: %s after %s s."
            .formatted(
                setup.id(),
                setup.generation(),
                terminal.in(Colour.GREEN, setup.status().name()),
                Seconds.of(time)));
  }

  /** Shows what proved the private path. */
  void showProof(StepRecord lockdown) {
    if (lockdown.evidence().isEmpty()) {
      throw new Failure(
          "The registry was locked without a proof of the private path.",
          "This is a defect of Moat. Look at functions.log.");
    }
    for (Fact fact : lockdown.evidence()) {
      line("  - " + Ids.shorten(fact.statement()));
      line(terminal.in(Colour.DIM, "    read from " + Ids.shorten(fact.readFrom())));
    }
  }

  /** Shows the registry as Resource Manager tells it; throws when it is not private. */
  RegistryReport showRegistry() {
    RegistryReport report = report();
    property("registry", sample.request().registry().id().name());
    property("sku", report.sku());
    property("public access", report.publicNetworkAccess());
    report.connections().forEach(connection -> property("connection", connection));
    report.records().forEach(record -> property("record", record));
    report.requirePrivate();
    return report;
  }

  /** The registry as Resource Manager tells it now. */
  RegistryReport report() {
    return RegistryReport.read(moat.arm(), sample.request());
  }

  /** What was done to Azure, until now, and whether it was exactly one write for each of these. */
  CallAccount requireWritesFor(List<ResourceId> touched) {
    CallAccount calls = CallAccount.of(moat.arm());
    calls.requireWritesFor(touched);
    return calls;
  }

  void title(String text) {
    line("");
    line(terminal.in(Colour.BOLD, text));
  }

  void property(String name, String value) {
    line("  %-14s %s".formatted(name, value));
  }

  void line(String text) {
    terminal.line(text);
  }

  static StepRecord lockdown(SetupState state) {
    return Optional.ofNullable(state.steps().get(LOCKDOWN)).orElseThrow().value();
  }
}
