package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.DriftReport;
import dev.moat.model.StepError;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.SetupState;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why nothing more happens to a setup by itself, or not yet what is waited for. */
final class Standstill {

  private Standstill() {}

  /** The state, unless the setup failed or was left as somebody else made it: {@link Failure}. */
  static SetupState requireNone(SetupState state) {
    return switch (state.setup().value().status()) {
      case FAILED -> throw failed(state);
      case DRIFTED -> throw drifted(state);
      case RUNNING, CHECKING, SUCCEEDED, CANCELLED, RESTORED, TORN_DOWN -> state;
    };
  }

  /** The steps that are not done, in words. */
  static String unfinished(Optional<SetupState> state) {
    return state
        .map(
            s ->
                records(s)
                    .filter(record -> !record.status().isFinal())
                    .map(Standstill::unfinished)
                    .collect(Collectors.joining("; ", "Not done: ", ".")))
        .orElse("The request was not even taken.");
  }

  private static String unfinished(StepRecord step) {
    return step.name()
        + " is "
        + step.status()
        + step.waitingFor().map(what -> ", waits for " + what).orElse("");
  }

  private static Failure failed(SetupState state) {
    String steps =
        records(state)
            .filter(record -> record.status() == StepStatus.FAILED)
            .map(record -> "step " + record.name() + record.error().map(Standstill::why).orElse(""))
            .collect(Collectors.joining("\n"));
    String advice =
        records(state)
            .flatMap(record -> record.error().stream())
            .map(StepError::advice)
            .distinct()
            .collect(Collectors.joining("\n"));
    return new Failure(steps, advice);
  }

  private static String why(StepError error) {
    return ": " + error.code() + ": " + error.message();
  }

  private static Failure drifted(SetupState state) {
    String steps =
        records(state)
            .flatMap(record -> DriftReport.of(record).stream())
            .map(DriftReport::inWords)
            .collect(Collectors.joining("\n"));
    return new Failure(
        "Something is not as the request asks, and Moat leaves it so.\n" + steps,
        "Decide who is right, then do what is said there.");
  }

  private static Stream<StepRecord> records(SetupState state) {
    return state.steps().values().stream().map(step -> step.value());
  }
}
