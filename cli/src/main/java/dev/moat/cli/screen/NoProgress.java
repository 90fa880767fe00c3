package dev.moat.cli.screen;

import java.util.List;

/** Only the end is worth a line. */
final class NoProgress implements Progress {

  @Override
  public void show(List<StepView> steps) {
    // Nobody is to see it.
  }

  @Override
  public void close() {
    // Nothing was shown.
  }
}
