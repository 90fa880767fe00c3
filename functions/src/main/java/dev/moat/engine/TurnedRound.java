package dev.moat.engine;

import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.SetupState;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The steps of a setup as a reversal begins with them. Events that nobody has looked into yet tell
 * of resources that others deleted: what is there under their names by now is not Moat's.
 */
record TurnedRound(Map<StepName, StepRecord> records) {

  static TurnedRound of(SetupState state) {
    return new TurnedRound(
        Forgetting.of(state).knowing(state.noticed()).records().stream()
            .map(step -> Reopening.of(step).record())
            .collect(Collectors.toMap(StepRecord::name, step -> step)));
  }

  StepRecord record(StepName name) {
    return records.get(name);
  }
}
