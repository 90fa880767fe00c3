package dev.moat.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@link StepRecord} being changed: starts as a copy, ends with {@link #record()}. */
public final class StepDraft {

  private final StepName name;
  private long generation;
  private StepStatus status;
  private int turn;
  private int attempt;
  private int inVain;
  private int differing;
  private Optional<String> waitingFor;
  private Optional<Operation> operation;
  private Optional<Instant> claimedUntil;
  private Intent intent;
  private boolean createdByMoat;
  private Map<String, String> outputs;
  private List<Fact> evidence;
  private Optional<StepError> error;
  private Optional<String> correlationId;
  private List<String> earlierCorrelationIds;
  private Optional<Instant> succeededAt;
  private Optional<Instant> coveredUntil;
  private List<ResourceChange> suspects;
  private List<Drift> drifts;
  private Optional<Instant> startedAt;
  private Optional<Instant> wakeAt;
  private Optional<Instant> finishedAt;
  private Optional<ResourceId> resource;
  private long reads;
  private long writes;

  StepDraft(StepRecord from) {
    name = from.name();
    generation = from.generation();
    status = from.status();
    turn = from.turn();
    attempt = from.attempt();
    inVain = from.inVain();
    differing = from.differing();
    waitingFor = from.waitingFor();
    operation = from.operation();
    claimedUntil = from.claimedUntil();
    intent = from.intent();
    createdByMoat = from.createdByMoat();
    outputs = new HashMap<>(from.outputs());
    evidence = from.evidence();
    error = from.error();
    correlationId = from.correlationId();
    earlierCorrelationIds = from.earlierCorrelationIds();
    succeededAt = from.succeededAt();
    coveredUntil = from.coveredUntil();
    suspects = from.suspects();
    drifts = from.drifts();
    startedAt = from.startedAt();
    wakeAt = from.wakeAt();
    finishedAt = from.finishedAt();
    resource = from.resource();
    reads = from.reads();
    writes = from.writes();
  }

  public StepDraft generation(long value) {
    generation = value;
    return this;
  }

  public StepDraft status(StepStatus value) {
    status = value;
    return this;
  }

  public StepDraft turn(int value) {
    turn = value;
    return this;
  }

  public StepDraft attempt(int value) {
    attempt = value;
    return this;
  }

  public StepDraft inVain(int value) {
    inVain = value;
    return this;
  }

  public StepDraft differing(int value) {
    differing = value;
    return this;
  }

  public StepDraft waitingFor(String value) {
    waitingFor = Optional.of(value);
    return this;
  }

  public StepDraft waitingForNothing() {
    waitingFor = Optional.empty();
    wakeAt = Optional.empty();
    return this;
  }

  public StepDraft operation(Optional<Operation> value) {
    operation = value;
    return this;
  }

  public StepDraft claimedUntil(Instant value) {
    claimedUntil = Optional.of(value);
    return this;
  }

  public StepDraft unclaimed() {
    claimedUntil = Optional.empty();
    return this;
  }

  public StepDraft intent(Intent value) {
    intent = value;
    return this;
  }

  public StepDraft createdByMoat(boolean value) {
    createdByMoat = value;
    return this;
  }

  /** Adds outputs to those that are there; the same key is overwritten. */
  public StepDraft outputs(Map<String, String> more) {
    outputs.putAll(more);
    return this;
  }

  /** Forgets an output. */
  public StepDraft without(String output) {
    outputs.remove(output);
    return this;
  }

  /** Adds outputs whose keys are not there yet: what was remembered first stays. */
  public StepDraft remember(Map<String, String> more) {
    more.forEach(outputs::putIfAbsent);
    return this;
  }

  public StepDraft evidence(List<Fact> value) {
    evidence = value;
    return this;
  }

  public StepDraft error(Optional<StepError> value) {
    error = value;
    return this;
  }

  /** What Azure has the latest change under; the one before is remembered as an earlier one. */
  public StepDraft correlationId(String value) {
    if (!correlationId.equals(Optional.of(value))) {
      earlierCorrelationIds(earlierCorrelationIds, correlationId);
      correlationId = Optional.of(value);
    }
    return this;
  }

  /** The changes of the same step in an older generation are earlier ones of this. */
  public StepDraft earlierChangesOf(StepRecord older) {
    return earlierCorrelationIds(older.earlierCorrelationIds(), older.correlationId());
  }

  private StepDraft earlierCorrelationIds(List<String> ids, Optional<String> last) {
    List<String> all = Stream.concat(ids.stream(), last.stream()).toList();
    earlierCorrelationIds =
        all.subList(Math.max(0, all.size() - StepRecord.MOST_EARLIER), all.size());
    return this;
  }

  /** Remembers when it was first as wanted; later times change nothing. */
  public StepDraft succeededAt(Instant value) {
    succeededAt = succeededAt.or(() -> Optional.of(value));
    return this;
  }

  /** From now on what differs is no drift, but still to be made as asked. */
  public StepDraft notKept() {
    succeededAt = Optional.empty();
    return this;
  }

  public StepDraft coveredUntil(Optional<Instant> value) {
    coveredUntil = value;
    return this;
  }

  public StepDraft suspects(List<ResourceChange> value) {
    suspects = value;
    return this;
  }

  public StepDraft drifts(List<Drift> value) {
    drifts = value;
    return this;
  }

  public StepDraft startedAt(Optional<Instant> value) {
    startedAt = value;
    return this;
  }

  public StepDraft wakeAt(Instant value) {
    wakeAt = Optional.of(value);
    return this;
  }

  /** It has ended: no operation, claim or wait is left. */
  public StepDraft ended(StepStatus value, Instant at) {
    return status(value)
        .operation(Optional.empty())
        .unclaimed()
        .waitingForNothing()
        .finishedAt(Optional.of(at));
  }

  public StepDraft finishedAt(Optional<Instant> value) {
    finishedAt = value;
    return this;
  }

  /** The resource was removed: nothing of it is Moat's any more. */
  public StepDraft gone() {
    outputs.clear();
    evidence = List.of();
    createdByMoat = false;
    return this;
  }

  public StepDraft resource(ResourceId value) {
    resource = Optional.of(value);
    return this;
  }

  /** Adds calls to Azure to those that were made before. */
  public StepDraft called(long moreReads, long moreWrites) {
    reads += moreReads;
    writes += moreWrites;
    return this;
  }

  /** The changed record. */
  public StepRecord record() {
    return new StepRecord(
        name,
        generation,
        status,
        turn,
        attempt,
        inVain,
        differing,
        waitingFor,
        operation,
        claimedUntil,
        intent,
        createdByMoat,
        outputs,
        evidence,
        error,
        correlationId,
        earlierCorrelationIds,
        succeededAt,
        coveredUntil,
        suspects,
        drifts,
        startedAt,
        wakeAt,
        finishedAt,
        resource,
        reads,
        writes);
  }
}
