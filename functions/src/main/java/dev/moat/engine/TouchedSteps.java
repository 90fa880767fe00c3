package dev.moat.engine;

import dev.moat.model.ResourceChange;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepName;
import dev.moat.model.StepStatus;
import dev.moat.model.Watch;
import dev.moat.store.SetupState;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which steps of a setup a change in Azure may have touched: of those that are looked at again, and
 * those that await an approval.
 */
record TouchedSteps(List<Watch> watches) {

  static TouchedSteps of(SetupState state) {
    SetupRequest request = state.setup().value().request();
    return new TouchedSteps(
        Watches.of(state).stream()
            .filter(watch -> state.steps().containsKey(watch.step()))
            .filter(
                watch ->
                    DriftCheck.isChecked(watch.step(), request)
                        || awaitsApproval(watch.step(), state))
            .toList());
  }

  private static boolean awaitsApproval(StepName step, SetupState state) {
    return state.steps().get(step).value().status() == StepStatus.AWAITING_APPROVAL;
  }

  Set<StepName> by(ResourceChange change) {
    return watches.stream()
        .filter(watch -> watch.isTouchedBy(change))
        .map(Watch::step)
        .collect(Collectors.toUnmodifiableSet());
  }
}
