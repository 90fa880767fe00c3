package dev.moat.cli.operate;

import dev.moat.cli.api.Setup;
import dev.moat.cli.api.Step;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Terminal;
import dev.moat.model.Drift;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that is recorded of one step, for people. */
final class StepReport {

  private final Terminal terminal;

  StepReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(Step step, Setup setup) {
    terminal.line(
        "Step %s of setup %s".formatted(terminal.in(Colour.BOLD, step.name()), setup.id()));
    property("status", Optional.of(step.status() + (step.replayable() ? ", can be replayed" : "")));
    property("resource", step.resource());
    property("after", Optional.of(String.join(", ", step.prerequisites())));
    property("waits for", Optional.of(StepViews.note(step, setup)));
    property("attempts", Optional.of(Integer.toString(step.attempt())));
    property("Azure calls", Optional.of(step.calls().toString()));
    property("created", Optional.of(step.createdByMoat() ? "by Moat" : "not by Moat"));
    property("on drift", step.onDrift());
    times(step);
    step.operation()
        .ifPresent(
            operation ->
                property(
                    "operation",
                    Optional.of(operation.url() + " since " + Times.at(operation.startedAt()))));
    property("correlation", step.correlationId());
    step.outputs().forEach((name, value) -> property(name, Optional.of(value)));
    step.evidence()
        .forEach(
            fact ->
                property("proof", Optional.of(fact.statement() + " (" + fact.readFrom() + ")")));
    step.drifts().forEach(drift -> property("drift", Optional.of(inWords(drift))));
    new Troubles(terminal).show(step);
  }

  private void times(Step step) {
    property("started", step.startedAt().map(Times::at));
    property("called again", step.wakeAt().map(Times::at));
    property("ended", step.finishedAt().map(Times::at));
  }

  private static String inWords(Drift drift) {
    String what =
        drift.differences().stream().map(Object::toString).collect(Collectors.joining("; "));
    return "%s: %s (%s)%s"
        .formatted(
            Times.at(drift.foundAt()),
            what,
            drift.response(),
            drift.cause().map(cause -> ", by " + cause.actor()).orElse(""));
  }

  private void property(String name, Optional<String> value) {
    value
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> terminal.line("  %-13s %s".formatted(name, text.replace("\n", " "))));
  }
}
