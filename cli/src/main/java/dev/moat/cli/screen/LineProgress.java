package dev.moat.cli.screen;

import dev.moat.model.StepStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One line for each change of a step. */
final class LineProgress implements Progress {

  private final Terminal terminal;
  private final Map<String, StepView> last = new HashMap<>();

  LineProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(List<StepView> steps) {
    steps.stream().filter(this::isNews).map(LineProgress::line).forEach(terminal::line);
    steps.forEach(step -> last.put(step.name(), step));
  }

  @Override
  public void close() {
    last.clear();
  }

  private boolean isNews(StepView step) {
    StepView before = last.get(step.name());
    return before == null ? step.status() != StepStatus.PENDING : step.tellsMoreThan(before);
  }

  private static String line(StepView step) {
    String time = step.time().map(Seconds::of).orElse("0.0");
    String line = "  %5s s  %-9s  %s".formatted(time, step.status(), step.name());
    return line
        + (step.attempts() > 0 ? ", attempts: " + step.attempts() : "")
        + (step.note().isEmpty() ? "" : separator(step.status()) + step.note());
  }

  private static String separator(StepStatus status) {
    return switch (status) {
      case FAILED, DRIFTED, CONTESTED -> ": ";
      default -> ", waits for ";
    };
  }
}
