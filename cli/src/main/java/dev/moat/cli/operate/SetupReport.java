package dev.moat.cli.operate;

import dev.moat.cli.api.Calls;
import dev.moat.cli.api.Setup;
import dev.moat.cli.api.Step;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Seconds;
import dev.moat.cli.screen.Table;
import dev.moat.cli.screen.Terminal;
import dev.moat.cli.screen.Text;
import dev.moat.model.Fact;
import dev.moat.model.StepStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A setup for people: how it is, its steps, what is wrong and what to do, and what was proved. */
final class SetupReport {

  private final Terminal terminal;
  private final Clock clock;

  SetupReport(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  void show(Setup setup) {
    heading(setup);
    terminal.line("");
    steps(setup);
    new Troubles(terminal).show(setup);
    evidence(setup);
  }

  private void heading(Setup setup) {
    terminal.line(
        "Setup %s: %s"
            .formatted(
                terminal.in(Colour.BOLD, setup.id()),
                terminal.in(
                    Statuses.colour(setup.status()),
                    Statuses.inWords(setup.status(), setup.reversal()))));
    property("registry", setup.registry());
    property("request", setup.requestId() + ", generation " + setup.generation());
    property("accepted", Times.at(setup.acceptedAt()));
    setup.finishedAt().ifPresent(end -> property("last ended", Times.at(end)));
    property("Azure calls", setup.calls().toString());
    property(
        "can be asked", setup.verbs().isEmpty() ? "nothing" : String.join(", ", setup.verbs()));
  }

  private void property(String name, String value) {
    terminal.line("  %-13s %s".formatted(name, value));
  }

  private void steps(Setup setup) {
    Table table =
        new Table(
            terminal,
            "step",
            "status",
            ">attempts",
            "?>seconds",
            "?>reads/writes",
            "waits for / why",
            "?after");
    setup.steps().forEach(step -> row(table, step, setup));
    table.print();
  }

  private void row(Table table, Step step, Setup setup) {
    table.row(
        colour(step.status()),
        step.name(),
        step.status().name(),
        step.attempt() == 0 ? "" : Integer.toString(step.attempt()),
        StepViews.time(step, clock.instant()).map(Seconds::of).orElse(""),
        calls(step.calls()),
        StepViews.note(step, setup),
        String.join(", ", step.prerequisites()));
  }

  private static String calls(Calls calls) {
    return calls.reads() + calls.writes() == 0 ? "" : calls.reads() + "/" + calls.writes();
  }

  private static Optional<Colour> colour(StepStatus status) {
    return Optional.of(
        switch (status) {
          case SUCCEEDED, RESTORED, REMOVED, LEFT -> Colour.GREEN;
          case FAILED, DRIFTED, CONTESTED -> Colour.RED;
          case QUEUED, PARKED, AWAITING_APPROVAL -> Colour.YELLOW;
          case PENDING, NOT_PLANNED -> Colour.DIM;
        });
  }

  private void evidence(Setup setup) {
    List<Fact> facts = setup.steps().stream().flatMap(step -> step.evidence().stream()).toList();
    if (facts.isEmpty()) {
      return;
    }
    terminal.line("");
    terminal.line("What proved the private path:");
    for (Fact fact : facts) {
      Text.wrap(Ids.shorten(fact.statement()), "  ", terminal).forEach(terminal::line);
      terminal.line(terminal.in(Colour.DIM, "    read from " + Ids.shorten(fact.readFrom())));
    }
  }
}
