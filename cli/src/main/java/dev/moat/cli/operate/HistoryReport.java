package dev.moat.cli.operate;

import dev.moat.cli.api.HistoryEntry;
import dev.moat.cli.api.HistoryPage;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Terminal;
import dev.moat.cli.screen.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A setup's history for people, who read from the top: oldest first. */
final class HistoryReport {

  private final Terminal terminal;

  HistoryReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(HistoryPage page) {
    List<HistoryEntry> lines = new ArrayList<>(page.items());
    Collections.reverse(lines);
    if (page.continuation().isPresent()) {
      terminal.line(terminal.in(Colour.DIM, "  (Older ones are not shown: --all shows them.)"));
    }
    lines.forEach(this::show);
  }

  void show(HistoryEntry line) {
    terminal.line(
        "  %s  %s  %s"
            .formatted(Times.at(line.at()), line.reason(), line.subject())
            .stripTrailing());
    Text.wrap(Ids.shorten(line.text()), "    ", terminal)
        .forEach(text -> terminal.line(terminal.in(Colour.DIM, text)));
  }
}
