package dev.moat.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recorded state of a step.
 *
 * @param turn the turn of the message that is to be worked on next
 * @param attempt how many changes Azure took from it in this generation; what Azure merely put off
 *     is none
 * @param inVain after how many of these no less differed than before
 * @param differing how much differed before the last of them
 * @param waitingFor what a parked step waits for, for people to read
 * @param claimedUntil until when a worker has the step to itself, because it is writing
 * @param intent what it set out to write in this generation, unless Azure refused to
 * @param createdByMoat whether the resource exists because Moat made it, in any generation
 * @param outputs facts for dependants and for people, such as the id of the endpoint's interface
 * @param evidence what proved the private path, for the lockdown
 * @param correlationId what Azure has the step's last change under
 * @param earlierCorrelationIds of the changes before it, in any generation, the latest {@value
 *     #MOST_EARLIER} of them, oldest first: what Azure tells of a change may come late
 * @param succeededAt when the step was first seen as wanted in this generation; from then on what
 *     differs is drift
 * @param coveredUntil when it was last seen as wanted, or Azure last took a change that was to make
 *     it so: nothing that others did before explains what differs after that
 * @param suspects changes that others made and that the step is being checked for
 * @param drifts the latest drifts of this generation, oldest first
 * @param startedAt when the step was last called after it had ended, or first in this generation
 * @param wakeAt when a parked step is called again
 * @param resource of a step that is no longer planned: what it was about
 * @param reads how many calls to Azure that read it made in this generation, as far as recorded
 * @param writes how many calls to Azure that change something it made in this generation
 */
public record StepRecord(
    StepName name,
    long generation,
    StepStatus status,
    int turn,
    int attempt,
    int inVain,
    int differing,
    Optional<String> waitingFor,
    Optional<Operation> operation,
    Optional<Instant> claimedUntil,
    Intent intent,
    boolean createdByMoat,
    Map<String, String> outputs,
    List<Fact> evidence,
    Optional<StepError> error,
    Optional<String> correlationId,
    List<String> earlierCorrelationIds,
    Optional<Instant> succeededAt,
    Optional<Instant> coveredUntil,
    List<ResourceChange> suspects,
    List<Drift> drifts,
    Optional<Instant> startedAt,
    Optional<Instant> wakeAt,
    Optional<Instant> finishedAt,
    Optional<ResourceId> resource,
    long reads,
    long writes) {

  /** More than the changes of one repair, those included that Azure refused. */
  static final int MOST_EARLIER = 20;

  public StepRecord {
    outputs = Map.copyOf(outputs);
    evidence = List.copyOf(evidence);
    earlierCorrelationIds = List.copyOf(earlierCorrelationIds);
    suspects = List.copyOf(suspects);
    drifts = List.copyOf(drifts);
  }

  /** A step that was never called, in this generation. */
  public static StepRecord pending(StepName name, long generation) {
    return new StepRecord(
        name,
        generation,
        StepStatus.PENDING,
        0,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Intent.NONE,
        false,
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  /** Whether the step has been as wanted in this generation, so that what differs is drift. */
  public boolean isKept() {
    return succeededAt.isPresent();
  }

  /** Whether Azure has one of the step's changes under this correlation id. */
  public boolean hasWrittenUnder(String id) {
    return Stream.concat(earlierCorrelationIds.stream(), correlationId.stream())
        .anyMatch(id::equalsIgnoreCase);
  }

  /** A copy to change. */
  public StepDraft change() {
    return new StepDraft(this);
  }
}
