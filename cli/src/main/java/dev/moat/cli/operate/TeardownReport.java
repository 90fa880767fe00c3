package dev.moat.cli.operate;

import dev.moat.cli.api.Setup;
import dev.moat.cli.api.TeardownPlan;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Table;
import dev.moat.cli.screen.Terminal;
import java.util.Optional;

/** What a teardown would do, for people. */
final class TeardownReport {

  private final Terminal terminal;

  TeardownReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(TeardownPlan plan, Setup setup) {
    terminal.line(
        "Teardown of setup %s, registry %s: plan %s"
            .formatted(terminal.in(Colour.BOLD, setup.id()), setup.registryName(), plan.id()));
    Table table = new Table(terminal, "resource", "would be", "because", "?step");
    plan.items().forEach(item -> row(table, item));
    table.print();
  }

  private static void row(Table table, TeardownPlan.Item item) {
    table.row(
        Optional.of(colour(item.fate())),
        Ids.shorten(item.resource()),
        item.fate().name(),
        item.why(),
        item.step());
  }

  private static Colour colour(TeardownPlan.Fate fate) {
    return switch (fate) {
      case RESTORED -> Colour.YELLOW;
      case REMOVED -> Colour.RED;
      case LEFT -> Colour.DIM;
    };
  }
}
