package dev.moat.cli;

import dev.moat.cli.screen.StepView;
import dev.moat.model.Difference;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.SetupState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** As they will be, before the request was taken. */
  static List<StepView> before(SetupRequest request, Instant now) {
    return new SetupViews(Map.of(), 0, now).all(request);
  }

  private List<StepView> all(SetupRequest request) {
    return Plans.of(request).steps().stream().map(this::view).toList();
  }

  private StepView view(PlannedStep step) {
    StepRecord record = record(step.name());
    Optional<Duration> time =
        record
            .startedAt()
            .map(started -> Duration.between(started, record.finishedAt().orElse(now)));
    return new StepView(
        step.name().value(), record.status(), record.attempt(), time, note(step, record));
  }

  private String note(PlannedStep step, StepRecord record) {
    return switch (record.status()) {
      case PENDING -> unfinished(step);
      case PARKED -> Ids.shorten(record.waitingFor().orElse(""));
      case FAILED -> record.error().map(error -> error.code()).orElse("");
      case DRIFTED, CONTESTED -> drift(record);
      case QUEUED, SUCCEEDED, NOT_PLANNED -> "";
    };
  }

  private static String drift(StepRecord record) {
    return record.drifts().stream()
        .reduce((earlier, later) -> later)
        .map(
            drift ->
                drift.differences().stream()
                    .map(Difference::toString)
                    .collect(Collectors.joining("; ")))
        .map(Ids::shorten)
        .orElse("");
  }

  private String unfinished(PlannedStep step) {
    return step.prerequisites().stream()
        .filter(name -> record(name).status() != StepStatus.SUCCEEDED)
        .sorted()
        .map(StepName::value)
        .collect(Collectors.joining(", "));
  }

  private StepRecord record(StepName name) {
    return Optional.ofNullable(records.get(name))
        .orElseGet(() -> StepRecord.pending(name, generation));
  }
}
