package dev.moat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.cli.screen.Colour;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The demonstration: a registry is made private, and asking for it again changes nothing. Whatever
 * it says is read from Resource Manager or from the recorded state, and compared; {@link Failure}
 * is thrown where it is not as promised.
 */
final class Demo {

  private static final StepName LOCKDOWN = StepName.of(StepKind.LOCKDOWN);

  private final LocalMoat moat;
  private final Sample sample;
  private final Plan plan;
  private final SetupWatch watch;
  private final Terminal terminal;

  Demo(LocalMoat moat, Sample sample, SetupWatch watch, Terminal terminal) {
    this.moat = moat;
    this.sample = sample;
    this.plan = Plans.of(sample.request());
    this.watch = watch;
    this.terminal = terminal;
  }

  void run() {
    moat.arm().createResourceGroup(Sample.RESOURCE_GROUP, Sample.LOCATION);
    terminal.line(
        "The platform team created the resource group %s in %s."
            .formatted(new ResourceId(Sample.RESOURCE_GROUP).name(), Sample.LOCATION));
    Inventory atFirst = Inventory.read(moat.arm(), plan);
    title("1. A system posts " + Sample.FILE + " to the queue setup-requests");
    SetupState made = postAndWatch(sample, 1, "demo-1");
    title("2. Proved before public access was cut");
    showProof(lockdown(made));
    title("3. The registry now, read from Resource Manager");
    showRegistry();
    title("4. What Moat asked of Azure");
    Inventory atLast = showAccount(atFirst, made);
    title("5. The same request comes again, under the same requestId");
    postSameRequest(made);
    title("6. The same wish comes under a new requestId");
    postSameWish(atLast);
  }

  private SetupState postAndWatch(Sample wanted, long generation, String messageId) {
    moat.arm().clearCalls();
    moat.post(wanted.json(), messageId);
    terminal.line("requestId " + wanted.request().requestId());
    try (Progress progress = Progress.of(plan.steps().size(), terminal)) {
      SetupState state = watch.untilSucceeded(wanted.request(), generation, messageId, progress);
      showEnd(state.setup().value());
      return state;
    }
  }

  private void showEnd(SetupRecord setup) {
    Duration time =
        Duration.between(setup.acceptedAt(), setup.finishedAt().orElse(setup.acceptedAt()));
    terminal.line(
        "Setup %s, generation %d: %s after %s s."
            .formatted(
                setup.id(),
                setup.generation(),
                terminal.in(Colour.GREEN, setup.status().name()),
                Seconds.of(time)));
  }

  private void showProof(StepRecord lockdown) {
    if (lockdown.evidence().isEmpty()) {
      throw new Failure(
          "The registry was locked without a proof of the private path.",
          "This is a defect of Moat. Look at functions.log.");
    }
    for (Fact fact : lockdown.evidence()) {
      terminal.line("  - " + Ids.shorten(fact.statement()));
      terminal.line(terminal.in(Colour.DIM, "    read from " + Ids.shorten(fact.readFrom())));
    }
  }

  private void showRegistry() {
    RegistryReport report = RegistryReport.read(moat.arm(), sample.request());
    property("registry", sample.request().registry().id().name());
    property("sku", report.sku());
    property("public access", report.publicNetworkAccess());
    report.connections().forEach(connection -> property("connection", connection));
    report.records().forEach(record -> property("record", record));
    report.requirePrivate();
  }

  private void property(String name, String value) {
    terminal.line("  %-14s %s".formatted(name, value));
  }

  private Inventory showAccount(Inventory before, SetupState made) {
    Inventory after = Inventory.read(moat.arm(), plan);
    List<ResourceId> created = after.createdSince(before);
    List<ResourceId> touched = after.touchedSince(before, lockedAfterCreation(created, made));
    CallAccount calls = CallAccount.of(moat.arm());
    terminal.line("  " + calls);
    calls.requireWritesFor(touched);
    terminal.line(
        "  %d writes = %d resources created + %d changed, exactly"
            .formatted(calls.writes().size(), created.size(), touched.size() - created.size()));
    return after;
  }

  /**
   * The registry, when it was made in this setup and locked at its end: two changes of one
   * resource, of which before and after tell only the first. How it was between them is what the
   * lockdown remembered.
   */
  private List<ResourceId> lockedAfterCreation(List<ResourceId> created, SetupState made) {
    ResourceId registry = sample.request().registry().id();
    return created.contains(registry) && !accessBeforeLock(made).equals("Disabled")
        ? List.of(registry)
        : List.of();
  }

  private static String accessBeforeLock(SetupState made) {
    String posture = Optional.ofNullable(lockdown(made).outputs().get("posture")).orElse("{}");
    try {
      return new ObjectMapper().readTree(posture).path("publicNetworkAccess").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The remembered posture is not JSON: " + posture, e);
    }
  }

  private void postSameRequest(SetupState made) {
    moat.arm().clearCalls();
    moat.post(sample.json(), "demo-2");
    watch.untilTaken("demo-2");
    SetupRecord now = moat.state().load(sample.request().setupId()).orElseThrow().setup().value();
    CallAccount calls = CallAccount.of(moat.arm());
    if (!now.equals(made.setup().value()) || calls.total() > 0) {
      throw new Failure(
          "Moat took a request a second time: generation %d, %s."
              .formatted(now.generation(), calls),
          "This is a defect of Moat. Look at functions.log.");
    }
    terminal.line(
        "  %s was recognised: still generation %d, no call to Azure."
            .formatted(sample.request().requestId(), now.generation()));
  }

  private void postSameWish(Inventory before) {
    Sample again = sample.withRequestId(sample.request().requestId() + "-again");
    postAndWatch(again, 2, "demo-3");
    CallAccount calls = CallAccount.of(moat.arm());
    terminal.line("  " + calls);
    calls.requireWritesFor(List.of());
    Inventory after = Inventory.read(moat.arm(), plan);
    if (!after.equals(before)) {
      throw new Failure(
          "Resources changed although nothing was written: " + after.changedSince(before),
          "This is a defect of the local Azure. Look at resource-manager.log.");
    }
    terminal.line("  Everything was found as wanted: nothing was written.");
  }

  private static StepRecord lockdown(SetupState state) {
    return Optional.ofNullable(state.steps().get(LOCKDOWN)).orElseThrow().value();
  }

  private void title(String text) {
    terminal.line("");
    terminal.line(terminal.in(Colour.BOLD, text));
  }
}
