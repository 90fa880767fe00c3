package dev.moat.store;

import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A change to one setup that happens as a whole or not at all: records, history and the messages
 * that follow from them. Table Storage takes at most 100 rows in one such change.
 */
public final class Change {

  /**
   * The most rows one change can have.
   *
   * @see <a
   *     href="https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions">Entity
   *     group transactions</a>
   */
  public static final int MAX_ROWS = 100;

  /**
   * A record to write.
   *
   * @param version the version it replaces; empty when it must not exist yet
   */
  public record Write<T>(T value, Optional<String> version) {}

  private final SetupId setup;
  private Optional<Write<SetupRecord>> setupWrite = Optional.empty();
  private Optional<String> acceptedRequest = Optional.empty();
  private final List<Write<StepRecord>> stepWrites = new ArrayList<>();
  private final List<HistoryEntry> history = new ArrayList<>();
  private final List<Outgoing> messages = new ArrayList<>();
  private final List<Versioned<ResourceChange>> lookedInto = new ArrayList<>();

  private Change(SetupId setup) {
    this.setup = setup;
  }

  /** An empty change to this setup. */
  public static Change of(SetupId setup) {
    return new Change(setup);
  }

  /** The setup's first record. */
  public Change insert(SetupRecord record) {
    setupWrite = Optional.of(new Write<>(record, Optional.empty()));
    return this;
  }

  /** A new record for the setup, in place of the one that was read. */
  public Change replace(Versioned<SetupRecord> read, SetupRecord record) {
    setupWrite = Optional.of(new Write<>(record, Optional.of(read.version())));
    return this;
  }

  /** A step's first record. */
  public Change insert(StepRecord record) {
    stepWrites.add(new Write<>(record, Optional.empty()));
    return this;
  }

  /** A new record for a step, in place of the one that was read. */
  public Change replaceStep(Versioned<StepRecord> read, StepRecord record) {
    stepWrites.add(new Write<>(record, Optional.of(read.version())));
    return this;
  }

  /** The request that this change takes: a request is taken once, or the change does not happen. */
  public Change accept(String requestId) {
    acceptedRequest = Optional.of(requestId);
    return this;
  }

  /** A line of history. */
  public Change note(HistoryEntry entry) {
    history.add(entry);
    return this;
  }

  /** A message to send once the change is recorded. */
  public Change send(Outgoing message) {
    messages.add(message);
    return this;
  }

  /** A noticed change that was looked into: forgotten, unless it was noticed again meanwhile. */
  public Change lookedInto(Versioned<ResourceChange> noticed) {
    lookedInto.add(noticed);
    return this;
  }

  /** How many rows the change writes. */
  public int rows() {
    return (setupWrite.isPresent() ? 1 : 0)
        + (acceptedRequest.isPresent() ? 1 : 0)
        + stepWrites.size()
        + history.size()
        + messages.size()
        + lookedInto.size();
  }

  /**
   * Throws {@link IllegalStateException} when no store could take this change: because it has too
   * many rows, or has one row twice. Messages are told apart by queue and id.
   */
  public void requireStorable() {
    if (rows() > MAX_ROWS) {
      throw cannotCommit(
          "it has %d rows and the most is %d. Split it, or plan fewer steps"
              .formatted(rows(), MAX_ROWS));
    }
    Set<Object> seen = new HashSet<>();
    Stream.<Object>concat(
            stepWrites.stream().map(write -> write.value().name()),
            Stream.concat(
                messages.stream().map(message -> List.of(message.queue(), message.messageId())),
                lookedInto.stream().map(noticed -> noticed.value().subject())))
        .filter(row -> !seen.add(row))
        .findFirst()
        .ifPresent(
            row -> {
              throw cannotCommit("it writes " + row + " twice");
            });
  }

  private IllegalStateException cannotCommit(String why) {
    return new IllegalStateException("Cannot commit a change to setup " + setup + ": " + why);
  }

  public SetupId setup() {
    return setup;
  }

  public Optional<Write<SetupRecord>> setupWrite() {
    return setupWrite;
  }

  public Optional<String> acceptedRequest() {
    return acceptedRequest;
  }

  public List<Write<StepRecord>> stepWrites() {
    return List.copyOf(stepWrites);
  }

  public List<HistoryEntry> history() {
    return List.copyOf(history);
  }

  public List<Outgoing> messages() {
    return List.copyOf(messages);
  }

  public List<Versioned<ResourceChange>> lookedInto() {
    return List.copyOf(lookedInto);
  }
}
