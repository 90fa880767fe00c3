package dev.moat.cli.operate;

import dev.moat.cli.api.Setup;
import dev.moat.cli.screen.Progress;
import dev.moat.cli.screen.StepView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows how a setup gets on: in place, or what is new line by line. */
final class Onlooker implements AutoCloseable {

  private final Surroundings surroundings;
  private final Set<StepView> known;
  private Optional<Progress> progress = Optional.empty();
  private int shown;

  /**
   * @param known steps that are no news as long as they stay so
   */
  Onlooker(Surroundings surroundings, Set<StepView> known) {
    this.surroundings = surroundings;
    this.known = known;
  }

  /** A new request may have other steps: they begin below what was shown before. */
  void show(Setup setup) {
    List<StepView> steps = StepViews.of(setup, surroundings.clock().instant());
    if (progress.isEmpty() || steps.size() != shown) {
      close();
      progress = Optional.of(Progress.of(steps.size(), surroundings.terminal()));
      shown = steps.size();
    }
    boolean isInPlace = surroundings.terminal().isLive();
    progress.get().show(steps.stream().filter(step -> isInPlace || !known.contains(step)).toList());
  }

  @Override
  public void close() {
    progress.ifPresent(Progress::close);
  }
}
