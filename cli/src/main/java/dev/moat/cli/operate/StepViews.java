package dev.moat.cli.operate;

import dev.moat.cli.api.Setup;
import dev.moat.cli.api.Step;
import dev.moat.cli.screen.DriftReport;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.StepView;
import dev.moat.model.StepError;
import dev.moat.model.StepName;
import dev.moat.model.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a setup for people. */
final class StepViews {

  private StepViews() {}

  static List<StepView> of(Setup setup, Instant now) {
    return setup.steps().stream()
        .filter(step -> step.status() != StepStatus.NOT_PLANNED)
        .map(step -> of(step, setup, now))
        .toList();
  }

  /** Those that are done. */
  static Set<StepView> done(Setup setup, Instant now) {
    return of(setup, now).stream()
        .filter(step -> step.status().isDone())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static StepView of(Step step, Setup setup, Instant now) {
    return new StepView(
        step.name(), step.status(), step.attempt(), time(step, now), note(step, setup));
  }

  /** A step that is to look again was started long ago, and is not under way. */
  static Optional<Duration> time(Step step, Instant now) {
    return step.startedAt()
        .filter(started -> step.status() != StepStatus.PENDING)
        .map(started -> Duration.between(started, step.finishedAt().orElse(now)));
  }

  /** What the step waits for, or why it is not as asked; empty when there is nothing to say. */
  static String note(Step step, Setup setup) {
    return switch (step.status()) {
      case PENDING -> unfinished(step, setup);
      case PARKED, AWAITING_APPROVAL -> Ids.shorten(step.waitingFor().orElse(""));
      case FAILED -> step.error().map(StepError::code).orElse("");
      case DRIFTED, CONTESTED -> drift(step).map(DriftReport::differences).orElse("");
      case QUEUED, SUCCEEDED, RESTORED, REMOVED, LEFT, NOT_PLANNED -> "";
    };
  }

  /** The drift that the step stands still with, or is repairing. */
  static Optional<DriftReport> drift(Step step) {
    return DriftReport.of(
        new StepName(step.name()), step.status(), step.drifts(), step.startedAt(), step.advice());
  }

  private static String unfinished(Step step, Setup setup) {
    return step.prerequisites().stream()
        .filter(name -> setup.step(name).filter(other -> other.status().isDone()).isEmpty())
        .collect(Collectors.joining(", "));
  }
}
