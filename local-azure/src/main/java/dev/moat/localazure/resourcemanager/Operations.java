package dev.moat.localazure.resourcemanager;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** All operations ever begun: those still at work in the order they end, and all by polling URL. */
final class Operations {
  private static final Comparator<Running> BY_END =
      Comparator.comparingLong((Running running) -> running.operation.endsAtMillis())
          .thenComparingLong(Running::number);

  private final Polling polling;
  private final PriorityQueue<Running> running = new PriorityQueue<>(BY_END);
  private final Map<String, Operation> byPath = new HashMap<>();
  private final Map<String, Operation> all = new LinkedHashMap<>();
  private final Map<String, Integer> polls = new HashMap<>();

  Operations(Latency latency) {
    this.polling = new Polling(latency);
  }

  void add(Operation operation) {
    remember(operation);
    running.add(new Running(operation, all.size()));
  }

  /** Adds an operation whose end was seen by an earlier process. */
  void addFinished(Operation operation) {
    remember(operation);
  }

  private void remember(Operation operation) {
    all.put(operation.id(), operation);
    byPath.put(ResourceId.key(operation.statusPath()), operation);
    byPath.put(ResourceId.key(operation.resultPath()), operation);
  }

  ArmReply announce(Operation operation, ArmReply answer) {
    return polling.announce(operation, answer);
  }

  /** The next operation whose work is over by now, taken from those at work. */
  Optional<Operation> takeEnded(Instant now) {
    Running first = running.peek();
    if (first == null || first.operation.endsAtMillis() > now.toEpochMilli()) {
      return Optional.empty();
    }
    running.remove();
    return Optional.of(first.operation);
  }

  /** Replaces the end of an operation that is still at work. */
  boolean settle(String id, Instant end, @Nullable ArmError failure) {
    Optional<Running> found =
        running.stream().filter(entry -> entry.operation.id().equals(id)).findFirst();
    found.ifPresent(
        entry -> {
          running.remove(entry);
          Operation settled = entry.operation.ending(end.toEpochMilli(), failure);
          remember(settled);
          running.add(new Running(settled, entry.number));
        });
    return found.isPresent();
  }

  /** When the next operation ends. */
  Optional<Instant> nextEnd() {
    return Optional.ofNullable(running.peek())
        .map(first -> Instant.ofEpochMilli(first.operation.endsAtMillis()));
  }

  /** The operation at work that nothing else may disturb on the given resource. */
  Optional<Operation> holding(String key) {
    return running.stream()
        .filter(entry -> entry.operation.holds().contains(key))
        .min(BY_END)
        .map(Running::operation);
  }

  boolean isRunning(Operation operation) {
    return running.stream().anyMatch(entry -> entry.operation.id().equals(operation.id()));
  }

  /** The operation whose polling URL this is, if it is one. */
  Optional<Operation> at(ArmPath path) {
    return Optional.ofNullable(byPath.get(path.key()));
  }

  /** Answers a poll, or nothing when the path is not a polling URL. */
  Optional<ArmReply> poll(ArmPath path) {
    return at(path).map(operation -> poll(operation, path));
  }

  /**
   * A polling URL is opaque and signed, so a poll with another query than it was given is refused.
   * Azure's own words for that are not known.
   */
  private ArmReply poll(Operation operation, ArmPath path) {
    if (!operation.query().equals(path.rawQuery())) {
      return ArmError.of(
              403,
              "AuthorizationFailed",
              "The polling URL must be called exactly as it was received.")
          .reply();
    }
    boolean ofResult = ResourceId.key(operation.resultPath()).equals(path.key());
    int poll = polls.merge(operation.id(), 1, Integer::sum);
    return poll <= operation.leastUnfinishedPolls() || isRunning(operation)
        ? polling.unfinished(operation, ofResult, poll)
        : polling.finished(operation, ofResult);
  }

  Collection<Operation> all() {
    return all.values();
  }

  List<Operation> atWork() {
    return new ArrayList<>(running.stream().sorted(BY_END).map(Running::operation).toList());
  }

  private record Running(Operation operation, long number) {}
}
