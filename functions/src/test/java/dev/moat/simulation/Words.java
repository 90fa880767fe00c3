package dev.moat.simulation;

import static java.util.stream.Collectors.joining;

import dev.moat.model.SetupRecord;
import dev.moat.model.StepRecord;
import dev.moat.store.SetupState;

/** States in few words, for the report of a failure. */
final class Words {

  private Words() {}

  static String of(SetupState state) {
    SetupRecord setup = state.setup().value();
    return "%s is %s%s: %s"
        .formatted(
            setup.id(),
            setup.status(),
            setup.reversal().map(reversal -> " in " + reversal).orElse(""),
            state.records().stream().map(Words::of).collect(joining(", ")));
  }

  private static String of(StepRecord step) {
    String error = step.error().map(each -> " " + each.code() + " " + each.message()).orElse("");
    return step.name()
        + " "
        + step.status()
        + (step.createdByMoat() ? " (of Moat)" : "")
        + step.waitingFor().map(what -> " waits for " + what).orElse("")
        + error;
  }
}
