package dev.moat.cli.screen;

import java.util.List;

/** One table that is written over. */
final class LiveProgress implements Progress {

  private final Terminal terminal;
  private int height;

  LiveProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(List<StepView> steps) {
    List<String> lines = new StepTable(terminal).lines(steps);
    terminal.overwrite(height, lines);
    height = lines.size();
  }

  @Override
  public void close() {
    terminal.showCursor();
  }
}
