package dev.moat.cli.api;

import dev.moat.model.Drift;
import dev.moat.model.Fact;
import dev.moat.model.StepError;
import dev.moat.model.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step of a setup.
 *
 * @param kind such as {@code zone-group}
 * @param resource resource id of what it is about
 * @param attempt how many changes Azure took from it since it was last opened
 * @param outputs facts for dependants and for people
 * @param drifts the latest, oldest first
 * @param advice what to do next, when it is drifted or contested
 * @param onDrift what the request says about drift of this step
 * @param correlationId what Azure has its last change under
 * @param startedAt when it was last called after it had ended, or first
 * @param wakeAt when it is called again
 */
public record Step(
    String name,
    String kind,
    Optional<String> resource,
    StepStatus status,
    List<String> prerequisites,
    int attempt,
    Optional<String> waitingFor,
    Optional<Operation> operation,
    boolean createdByMoat,
    Map<String, String> outputs,
    List<Fact> evidence,
    Optional<StepError> error,
    List<Drift> drifts,
    Optional<String> advice,
    Optional<String> onDrift,
    Optional<String> correlationId,
    Calls calls,
    Optional<Instant> startedAt,
    Optional<Instant> wakeAt,
    Optional<Instant> finishedAt,
    boolean replayable) {

  /** An operation in Azure that is under way. */
  public record Operation(String url, Instant startedAt) {}
}
