package dev.moat.cli.operate;

import dev.moat.cli.api.Setup;
import dev.moat.cli.screen.Terminal;

/** How a setup is after something was asked of it, for people. */
final class Outcomes {

  private final Terminal terminal;

  Outcomes(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(Setup after) {
    terminal.line(
        "Setup %s is %s now."
            .formatted(
                after.id(),
                terminal.in(
                    Statuses.colour(after.status()),
                    Statuses.inWords(after.status(), after.reversal()))));
    if (after.status().isActive()) {
      terminal.line("How it gets on: ./moat show %s --follow".formatted(after.id()));
    }
  }
}
