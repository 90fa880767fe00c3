package dev.moat.cli.operate;

import dev.moat.cli.api.SetupPage;
import dev.moat.cli.api.SetupSummary;
import dev.moat.cli.screen.Table;
import dev.moat.cli.screen.Terminal;
import dev.moat.model.StepStatus;
import java.util.Map;
import java.util.Optional;

/** Setups for people, one a line. */
final class SetupList {

  private final Terminal terminal;

  SetupList(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(SetupPage page) {
    if (page.items().isEmpty()) {
      terminal.line(page.unreadable().isPresent() ? "No setup that can be read." : "No setups.");
    } else {
      table(page).print();
    }
    Paging.unreadable(page).forEach(terminal::line);
    Paging.more(page).ifPresent(terminal::line);
  }

  private Table table(SetupPage page) {
    Table table =
        new Table(terminal, "setup", "status", ">generation", "accepted", ">done", "not as asked");
    for (SetupSummary setup : page.items()) {
      table.row(
          Optional.of(Statuses.colour(setup.status())),
          setup.id(),
          Statuses.inWords(setup.status(), setup.reversal()),
          Long.toString(setup.generation()),
          Times.at(setup.acceptedAt()),
          done(setup.steps()),
          String.join(", ", setup.failedSteps()));
    }
    return table;
  }

  /** Such as {@code 9/11}. */
  private static String done(Map<String, Integer> steps) {
    int planned = 0;
    int done = 0;
    for (Map.Entry<String, Integer> entry : steps.entrySet()) {
      StepStatus status = StepStatus.valueOf(entry.getKey());
      planned += status == StepStatus.NOT_PLANNED ? 0 : entry.getValue();
      done += status.isDone() ? entry.getValue() : 0;
    }
    return done + "/" + planned;
  }
}
