package dev.moat.cli;

import dev.moat.cli.screen.DriftReport;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.StepView;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of a setup for people, in the order of the plan. */
final class SetupViews {

  private final Map<StepName, StepRecord> records;
  private final long generation;
  private final Instant now;

  private SetupViews(Map<StepName, StepRecord> records, long generation, Instant now) {
    this.records = records;
    this.generation = generation;
    this.now = now;
  }

  /** As they are recorded. */
  static List<StepView> of(SetupState state, Instant now) {
    Map<StepName, StepRecord> records =
        state.steps().values().stream()
            .collect(Collectors.toMap(step -> step.value().name(), step -> step.value()));
    long generation = state.setup().value().generation();
    return new SetupViews(records, generation, now).all(state.setup().value().request());
  }

  /** Those that were opened again since the setup ended the last time. */
  static List<StepView> ofCheck(SetupState state, Instant ended, Instant now) {
    Set<String> opened =
        state.steps().values().stream()
            .map(Versioned::value)
            .filter(step -> !step.status().isFinal() || isSince(ended, step))
            .map(step -> step.name().value())
            .collect(Collectors.toUnmodifiableSet());
    return of(state, now).stream().filter(view -> opened.contains(view.name())).toList();
  }

  private static boolean isSince(Instant ended, StepRecord step) {
    return step.startedAt().filter(started -> !started.isBefore(ended)).isPresent();
  }

  /** As they will be, before the request was taken. */
  static List<StepView> before(SetupRequest request, Instant now) {
    return new SetupViews(Map.of(), 0, now).all(request);
  }

  private List<StepView> all(SetupRequest request) {
    return Plans.of(request).steps().stream().map(this::view).toList();
  }

  private StepView view(PlannedStep step) {
    StepRecord record = record(step.name());
    return new StepView(
        step.name().value(), record.status(), record.attempt(), time(record), note(step, record));
  }

  /** A step that is to look again was started long ago, and is not under way. */
  private Optional<Duration> time(StepRecord record) {
    return record
        .startedAt()
        .filter(started -> record.status() != StepStatus.PENDING)
        .map(started -> Duration.between(started, record.finishedAt().orElse(now)));
  }

  private String note(PlannedStep step, StepRecord record) {
    return switch (record.status()) {
      case PENDING -> unfinished(step);
      case PARKED, AWAITING_APPROVAL -> Ids.shorten(record.waitingFor().orElse(""));
      case FAILED -> record.error().map(error -> error.code()).orElse("");
      case DRIFTED, CONTESTED -> DriftReport.of(record).map(DriftReport::differences).orElse("");
      case QUEUED, SUCCEEDED, RESTORED, REMOVED, LEFT, NOT_PLANNED -> "";
    };
  }

  private String unfinished(PlannedStep step) {
    return step.prerequisites().stream()
        .filter(name -> !record(name).status().isDone())
        .sorted()
        .map(StepName::value)
        .collect(Collectors.joining(", "));
  }

  private StepRecord record(StepName name) {
    return Optional.ofNullable(records.get(name))
        .orElseGet(() -> StepRecord.pending(name, generation));
  }
}
