package dev.moat.store;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.moat.model.SetupRecord;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A setup in a list.
 *
 * @param steps how many steps have each status; those that none has are left out
 * @param failedSteps the names of those that ended otherwise than asked, in order
 */
public record SetupSummary(
    SetupRecord setup, Map<StepStatus, Long> steps, List<StepName> failedSteps) {

  public SetupSummary {
    steps = Collections.unmodifiableMap(new EnumMap<>(steps));
    failedSteps = List.copyOf(failedSteps);
  }

  /** What there is to tell of this state. */
  public static SetupSummary of(SetupState state) {
    Map<StepStatus, Long> counts = new EnumMap<>(StepStatus.class);
    counts.putAll(state.records().stream().collect(groupingBy(StepRecord::status, counting())));
    return new SetupSummary(
        state.setup().value(),
        counts,
        state.records().stream()
            .filter(step -> step.status().isFailure())
            .map(StepRecord::name)
            .toList());
  }
}
