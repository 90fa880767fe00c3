package dev.moat.cli.screen;

import java.util.List;

/** Shows how steps get on, whenever it is told. */
public interface Progress extends AutoCloseable {

  void show(List<StepView> steps);

  /** Nothing more will be shown. */
  @Override
  void close();

  /** In place where the screen has room for that; else line by line. */
  static Progress of(int steps, Terminal terminal) {
    return terminal.isLive() && terminal.rows() > steps + 1
        ? new LiveProgress(terminal)
        : new LineProgress(terminal);
  }

  /** In place where the screen has room for that; else not at all. */
  static Progress inPlace(int steps, Terminal terminal) {
    Progress progress = of(steps, terminal);
    return progress instanceof LiveProgress ? progress : new NoProgress();
  }
}
