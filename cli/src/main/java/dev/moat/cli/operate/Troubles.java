package dev.moat.cli.operate;

import dev.moat.cli.api.Setup;
import dev.moat.cli.api.Step;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Terminal;
import dev.moat.cli.screen.Text;
import dev.moat.model.StepError;
import java.util.List;

/** What keeps a setup from being as asked, and what to do about it. */
final class Troubles {

  private static final String INDENT = "  ";

  private final Terminal terminal;

  Troubles(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Shows nothing when there are none. */
  void show(Setup setup) {
    List<Step> troubled = setup.steps().stream().filter(Troubles::isTroubled).toList();
    if (!troubled.isEmpty()) {
      terminal.line("");
      troubled.forEach(this::show);
    }
  }

  /** Shows what is wrong with one step. */
  void show(Step step) {
    step.error().ifPresent(error -> show(step, error));
    StepViews.drift(step)
        .ifPresent(
            drift ->
                Text.wrap(drift.inWords(), "", terminal)
                    .forEach(line -> terminal.line(terminal.in(Colour.RED, line))));
  }

  private void show(Step step, StepError error) {
    terminal.line(terminal.in(Colour.RED, "%s: %s".formatted(step.name(), error.code())));
    Text.wrap(Ids.shorten(error.message()), INDENT, terminal).forEach(terminal::line);
    Text.wrap("What to do: " + error.advice(), INDENT, terminal).forEach(terminal::line);
  }

  private static boolean isTroubled(Step step) {
    return step.error().isPresent() || StepViews.drift(step).isPresent();
  }
}
