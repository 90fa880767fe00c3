package dev.moat.store;

import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.Change.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One setup's partition in an {@link InMemoryStore}. */
final class InMemorySetup {

  private record Unsent(Outgoing message, Instant committedAt) {}

  private @Nullable Versioned<SetupRecord> setup;
  private final Map<StepName, Versioned<StepRecord>> steps = new TreeMap<>();
  private final Map<String, Unsent> outbox = new TreeMap<>();
  private final Map<String, Versioned<ResourceChange>> noticed = new TreeMap<>();
  private final Set<String> acceptedRequests = new HashSet<>();
  private final List<HistoryEntry> history = new ArrayList<>();

  Optional<SetupState> state() {
    return Optional.ofNullable(setup)
        .map(
            found ->
                new SetupState(
                    found,
                    steps,
                    outbox.values().stream().map(Unsent::message).toList(),
                    List.copyOf(noticed.values())));
  }

  /** All that must be readable, so that there is something to decide from. */
  static Stream<Object> records(SetupState state) {
    return Stream.of(
            Stream.of(state.setup().value()),
            state.records().stream(),
            state.unsent().stream(),
            state.noticed().stream().map(Versioned::value))
        .flatMap(records -> records);
  }

  /** Whether every record is at the version the change was made from. */
  boolean accepts(Change change) {
    return change.acceptedRequest().stream().noneMatch(acceptedRequests::contains)
        && change.setupWrite().stream().allMatch(write -> replaces(write, setup))
        && change.stepWrites().stream()
            .allMatch(write -> replaces(write, steps.get(write.value().name())))
        && change.lookedInto().stream()
            .allMatch(each -> each.equals(noticed.get(each.value().subject())));
  }

  void apply(Change change, String version, Instant now) {
    change.setupWrite().ifPresent(write -> setup = new Versioned<>(write.value(), version));
    for (Write<StepRecord> write : change.stepWrites()) {
      steps.put(write.value().name(), new Versioned<>(write.value(), version));
    }
    change.acceptedRequest().ifPresent(acceptedRequests::add);
    change.lookedInto().forEach(each -> noticed.remove(each.value().subject()));
    history.addAll(change.history());
    change.messages().forEach(message -> outbox.put(key(message), new Unsent(message, now)));
  }

  void notice(ResourceChange change, String version) {
    Versioned<ResourceChange> stored = noticed.get(change.subject());
    boolean isLater = stored != null && stored.value().at().isAfter(change.at());
    if (!change.isDeletion() || !isLater) {
      noticed.put(change.subject(), new Versioned<>(change, version));
    }
  }

  boolean hasAccepted(String requestId) {
    return acceptedRequests.contains(requestId);
  }

  void forget(List<Outgoing> messages) {
    messages.forEach(message -> outbox.remove(key(message)));
  }

  List<Outgoing> unsentBefore(Instant time) {
    return outbox.values().stream()
        .filter(unsent -> unsent.committedAt().isBefore(time))
        .map(Unsent::message)
        .toList();
  }

  /** The continuation counts the lines that are older still, so that newer ones do not matter. */
  Page<HistoryEntry> history(int limit, Optional<String> continuation) {
    List<HistoryEntry> newestFirst = new ArrayList<>(history);
    Collections.reverse(newestFirst);
    newestFirst.sort(Comparator.comparing(HistoryEntry::at).reversed());
    return Pages.newestFirst("history", newestFirst, limit, continuation);
  }

  private static <T> boolean replaces(Write<T> write, @Nullable Versioned<T> stored) {
    return write
        .version()
        .map(version -> stored != null && stored.version().equals(version))
        .orElse(stored == null);
  }

  /** Duplicates are dropped per queue, so an id is unique in its queue only. */
  private static String key(Outgoing message) {
    return message.queue() + "|" + message.messageId();
  }
}
