package dev.moat.cli.operate;

import dev.moat.cli.api.Forecast;
import dev.moat.cli.api.ForecastStep;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Table;
import dev.moat.cli.screen.Terminal;
import dev.moat.cli.screen.Text;
import dev.moat.model.Difference;
import dev.moat.model.StepError;
import java.util.Optional;

/** What a request would do, for people. */
final class ForecastReport {

  private final Terminal terminal;

  ForecastReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(Forecast forecast) {
    terminal.line(
        "Setup %s: %s"
            .formatted(
                terminal.in(Colour.BOLD, forecast.setup()),
                forecast.feasible()
                    ? terminal.in(Colour.GREEN, "feasible") + changes(forecast.writes())
                    : terminal.in(Colour.RED, "not feasible, a step would be refused")));
    terminal.line("  registry " + forecast.registry());
    table(forecast).print();
    forecast.steps().forEach(this::details);
    addresses(forecast.addresses());
    forecast.losesAccess().forEach(this::lostAccess);
    forecast
        .leftInPlace()
        .forEach(step -> terminal.line("Left in place, no longer asked for: " + step));
    terminal.line("Looked at Azure with %s.".formatted(forecast.calls()));
  }

  private static String changes(int number) {
    return ", with %d change%s in Azure".formatted(number, number == 1 ? "" : "s");
  }

  private Table table(Forecast forecast) {
    Table table = new Table(terminal, "step", "would be", "resource");
    for (ForecastStep step : forecast.steps()) {
      table.row(
          Optional.of(colour(step.action())),
          step.name(),
          step.action().name(),
          Ids.shorten(step.resource()));
    }
    return table;
  }

  private void details(ForecastStep step) {
    if (step.differences().isEmpty() && step.error().isEmpty() && step.note().isEmpty()) {
      return;
    }
    terminal.line(terminal.in(colour(step.action()), step.name() + ":"));
    step.differences().forEach(this::difference);
    step.error().ifPresent(this::error);
    step.note().ifPresent(note -> wrapped(Ids.shorten(note), "  "));
  }

  private void difference(Difference difference) {
    wrapped(
        Ids.shorten(
            "%s: %s, is %s"
                .formatted(difference.field(), difference.expected(), difference.found())),
        "  ");
  }

  private void error(StepError error) {
    wrapped(error.code() + ": " + Ids.shorten(error.message()), "  ");
    wrapped("What to do: " + error.advice(), "    ");
  }

  private void addresses(Forecast.Addresses addresses) {
    String free = addresses.free().map(number -> number + " free").orElse("free ones unknown");
    terminal.line(
        "Addresses in %s: %d needed, %s"
            .formatted(Ids.shorten(addresses.subnet()), addresses.needed(), free));
    addresses.warning().ifPresent(warning -> wrapped(terminal.in(Colour.RED, warning), "  "));
  }

  private void lostAccess(Forecast.LostAccess lost) {
    wrapped("%s will lose access: %s".formatted(lost.who(), lost.why()), "");
    wrapped("What to do: " + lost.advice(), "  ");
  }

  private void wrapped(String text, String indent) {
    Text.wrap(text, indent, terminal).forEach(terminal::line);
  }

  private static Colour colour(ForecastStep.Action action) {
    return switch (action) {
      case CREATED -> Colour.GREEN;
      case ADOPTED, UNCHANGED -> Colour.DIM;
      case CHANGED, UNKNOWN -> Colour.YELLOW;
      case REFUSED -> Colour.RED;
    };
  }
}
