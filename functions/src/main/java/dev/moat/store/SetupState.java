package dev.moat.store;

import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is recorded of a setup but its history, as it was at one moment.
 *
 * @param steps in the order of their names
 * @param unsent messages that were committed and may not have been sent
 * @param noticed changes that others made in Azure and that were not looked into yet
 */
public record SetupState(
    Versioned<SetupRecord> setup,
    Map<StepName, Versioned<StepRecord>> steps,
    List<Outgoing> unsent,
    List<Versioned<ResourceChange>> noticed) {

  public SetupState {
    steps = Collections.unmodifiableMap(new TreeMap<>(steps));
    unsent = List.copyOf(unsent);
    noticed = List.copyOf(noticed);
  }

  /** The records of the steps, in the order of their names. */
  public List<StepRecord> records() {
    return steps.values().stream().map(Versioned::value).toList();
  }
}
