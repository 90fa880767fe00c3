package dev.moat.engine;

import dev.moat.arm.ArmErrors;
import dev.moat.arm.ArmException;
import dev.moat.arm.ErrorClass;
import dev.moat.engine.ForecastStep.Action;
import dev.moat.model.Desired;
import dev.moat.model.Difference;
import dev.moat.model.Intent;
import dev.moat.model.SetupRequest.ManualApproval;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.plan.PlannedStep;
import dev.moat.step.Observation;
import dev.moat.step.PreflightStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a step would do after what was seen of it.
 *
 * @param record of the step, where the setup has one
 */
record Foresight(PlannedStep step, Optional<StepRecord> record) {

  private static final String ADOPTED = "adopted";

  /** It is not there, and need not be looked for. */
  ForecastStep unseen(String why) {
    return on(new Observation.Absent()).noting(why);
  }

  /** A registry that is to be created is open at first. */
  ForecastStep lockedOnceCreated() {
    Difference open = new Difference("publicNetworkAccess", "Disabled", "Enabled");
    return changed(List.of(open))
        .noting("Once the registry is created, and after the private path is proved.");
  }

  ForecastStep on(Observation seen) {
    if (seen instanceof Observation.Absent) {
      return approval()
          .map(approval -> forecast(Action.CREATED).noting(approval))
          .orElseGet(() -> forecast(Action.CREATED));
    }
    if (seen instanceof Observation.Differs differs) {
      return changed(differs.differences());
    }
    if (seen instanceof Observation.Unusable unusable) {
      return refused(unusable.differences(), unusable.problem());
    }
    if (seen instanceof Observation.Matches matches) {
      return asWanted(matches.outputs());
    }
    if (seen instanceof Observation.InProgress progress) {
      return inProgress(progress);
    }
    if (seen instanceof Observation.AwaitsApproval awaits) {
      return forecast(inPlace()).noting(awaits.waitingFor());
    }
    if (seen instanceof Observation.Blocked blocked) {
      return refused(List.of(), blocked.error());
    }
    throw new IllegalStateException(step.name() + " of a request found " + seen);
  }

  /** Azure refused a look at it, or did not answer. */
  ForecastStep on(ArmException refusal) {
    ErrorClass meaning = ArmErrors.classify(refusal.error());
    String advice =
        meaning instanceof ErrorClass.Terminal terminal
            ? terminal.advice()
            : "Ask for the plan again in %d seconds."
                .formatted(Refusals.delayOf(meaning).toSeconds());
    return unknown(
        new StepError(
            Refusals.code(refusal.error()),
            "Could not look at %s: %s".formatted(step.desired().resource(), refusal.getMessage()),
            advice));
  }

  private ForecastStep asWanted(Map<String, String> outputs) {
    if (outputs.containsKey(ADOPTED)) {
      return forecast(Action.ADOPTED).noting("It is there as " + without(ADOPTED, outputs) + ".");
    }
    ForecastStep inPlace = forecast(inPlace());
    String unchecked = outputs.getOrDefault(PreflightStep.UNCHECKED, "");
    if (!unchecked.isEmpty()) {
      return inPlace.noting("Could not be looked at: " + unchecked.replace("\n", "; "));
    }
    return step.name().kind() == StepKind.LOCKDOWN
        ? inPlace.noting("Public access is off already: nobody loses access.")
        : inPlace;
  }

  /** A proof comes with what the request brings about; all else has to be seen first. */
  private ForecastStep inProgress(Observation.InProgress progress) {
    boolean isProof = step.name().kind() == StepKind.LOCKDOWN && !progress.differences().isEmpty();
    return isProof
        ? changed(progress.differences())
            .noting("After the private path is proved.")
            .noting(progress.waitingFor())
        : unknown(
            new StepError(
                "InProgress", progress.waitingFor(), "Ask for the plan again when that is over."));
  }

  /** Only what others made, or nobody knows who, is adopted; what is only checked is nobody's. */
  private Action inPlace() {
    boolean makesNothing =
        step.name().kind() == StepKind.PREFLIGHT || step.name().kind() == StepKind.LOCKDOWN;
    boolean isOfMoat =
        record.filter(each -> each.createdByMoat() || each.intent() == Intent.CREATE).isPresent();
    return makesNothing || isOfMoat ? Action.UNCHANGED : Action.ADOPTED;
  }

  private Optional<String> approval() {
    return step.desired() instanceof Desired.Endpoint wanted
        ? wanted.endpoint().manualApproval().map(Foresight::approval)
        : Optional.empty();
  }

  private static String approval(ManualApproval wanted) {
    return wanted.byMoat()
        ? "Moat approves its connection then."
        : "Its connection waits then until the registry's owner or an operator approves it.";
  }

  private static String without(String key, Map<String, String> outputs) {
    return outputs.entrySet().stream()
        .filter(output -> !output.getKey().equals(key))
        .map(Map.Entry::getValue)
        .collect(Collectors.joining(", "));
  }

  private ForecastStep changed(List<Difference> differences) {
    return forecast(Action.CHANGED, differences, Optional.empty());
  }

  private ForecastStep refused(List<Difference> differences, StepError error) {
    return forecast(Action.REFUSED, differences, Optional.of(error));
  }

  private ForecastStep unknown(StepError error) {
    return forecast(Action.UNKNOWN, List.of(), Optional.of(error));
  }

  private ForecastStep forecast(Action action) {
    return forecast(action, List.of(), Optional.empty());
  }

  private ForecastStep forecast(
      Action action, List<Difference> differences, Optional<StepError> error) {
    return new ForecastStep(
        step.name(),
        step.name().kind(),
        step.desired().resource(),
        action,
        differences,
        error,
        Optional.empty());
  }
}
