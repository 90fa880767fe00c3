package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.DriftReport;
import dev.moat.cli.screen.Ids;
import dev.moat.model.Difference;
import dev.moat.model.Drift;
import dev.moat.model.ResourceChange;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A drift as Moat recorded it, with the change that an event told of. */
record ToldDrift(Drift drift, ResourceChange cause) {

  /** The latest of a step; empty when it has none, or no event told of its cause. */
  static Optional<ToldDrift> latest(StepRecord step) {
    return DriftReport.latest(step.drifts())
        .flatMap(drift -> drift.cause().map(cause -> new ToldDrift(drift, cause)));
  }

  boolean isCausedBy(String correlationId) {
    return cause.correlationId().equalsIgnoreCase(correlationId);
  }

  void show(StepName step, Stage stage) {
    stage.property("step", step.value());
    for (Difference difference : drift.differences()) {
      stage.property("field", difference.field());
      stage.property("expected", difference.expected());
      stage.property("found", difference.found());
    }
    stage.property("who", cause.actor().toString());
    stage.property("operation", cause.operation());
    stage.property("resource", Ids.shorten(cause.resource()));
    stage.property("time", cause.at().truncatedTo(ChronoUnit.MILLIS).toString());
    stage.property("correlation id", cause.correlationId());
  }

  /** Throws {@link Failure} unless it tells what this person did, and is being repaired. */
  void requireIs(Tampering tampering, Person person) {
    boolean isWhat =
        drift.differences().equals(List.of(tampering.difference()))
            && drift.response() == Drift.Response.REPAIRED
            && cause.operation().equalsIgnoreCase(tampering.operation())
            && cause.resource().equals(tampering.resource());
    boolean isWho =
        cause.actor().name().equals(Optional.of(person.name()))
            && cause.actor().objectId().equals(Optional.of(person.objectId()))
            && cause.actor().appId().isPresent();
    if (!isWhat || !isWho) {
      throw new Failure(
          "%s %s, and Moat tells another story: %s"
              .formatted(person.name(), tampering.inWords(), drift),
          "This is a defect of Moat. Look at functions.log.");
    }
  }
}
