package dev.moat.store.table;

import dev.moat.model.Outgoing;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepRecord;
import dev.moat.store.HistoryEntry;
import java.time.Instant;
import java.util.Map;

/**
 * The rows of one setup: {@code setup}, {@code step|<name>}, {@code outbox|<queue>|<message id>},
 * {@code history|<newest first>} and {@code accepted|<request id>}. The last two sort before all
 * else, so that one range holds the rest.
 */
final class SetupRows {

  static final String ACCEPTED = "accepted|";
  static final String SETUP = "setup";
  static final String STEP = "step|";
  static final String OUTBOX = "outbox|";
  static final String HISTORY = "history|";

  /** The first key after all of the history: all that is needed to decide comes from here on. */
  static final String AFTER_HISTORY = OUTBOX;

  private SetupRows() {}

  static String partition(SetupId setup) {
    return Keys.safe(setup.value());
  }

  static Row setup(SetupRecord setup) {
    Row row =
        row(setup.id(), SETUP, setup)
            .column("status", setup.status().name())
            .column("generation", setup.generation())
            .column("registry", setup.request().registry().id().value())
            .column("requestId", setup.request().requestId())
            .column("acceptedAt", setup.acceptedAt());
    setup.finishedAt().ifPresent(at -> row.column("finishedAt", at));
    return row;
  }

  static Row step(SetupId setup, StepRecord step) {
    Row row =
        row(setup, STEP + Keys.safe(step.name().value()), step)
            .column("step", step.name().value())
            .column("kind", step.name().kind().label())
            .column("status", step.status().name())
            .column("generation", step.generation())
            .column("attempt", step.attempt());
    step.error().ifPresent(error -> row.column("errorCode", error.code()));
    step.startedAt().ifPresent(at -> row.column("startedAt", at));
    step.wakeAt().ifPresent(at -> row.column("wakeAt", at));
    step.finishedAt().ifPresent(at -> row.column("finishedAt", at));
    return row;
  }

  static Row outbox(SetupId setup, Outgoing message, Instant committedAt) {
    Row row =
        row(setup, outboxKey(message), message)
            .column("queue", message.queue())
            .column("messageId", message.messageId())
            .column("committedAt", committedAt);
    message.notBefore().ifPresent(at -> row.column("notBefore", at));
    return row;
  }

  /** Marks a request as taken, so that it cannot be taken again. */
  static Row accepted(SetupId setup, String requestId) {
    return row(setup, acceptedKey(requestId), Map.of("requestId", requestId));
  }

  static String acceptedKey(String requestId) {
    return ACCEPTED + Keys.safe(requestId);
  }

  /** Duplicates are dropped per queue, so a message's id is unique in its queue only. */
  static String outboxKey(Outgoing message) {
    return OUTBOX + Keys.safe(message.queue()) + "|" + Keys.safe(message.messageId());
  }

  /**
   * @param sequence grows from line to line, so that lines of one instant keep their order
   */
  static Row history(SetupId setup, HistoryEntry entry, long sequence) {
    String key = HISTORY + Keys.newestFirst(entry.at()) + "|" + Keys.largestFirst(sequence);
    return row(setup, key, entry)
        .column("at", entry.at())
        .column("generation", entry.generation())
        .column("subject", entry.subject())
        .column("reason", entry.reason());
  }

  /** Whose row this is. */
  static SetupId setupOf(Row row) {
    return new SetupId(String.valueOf(row.entity().getProperty("setup")));
  }

  static boolean isStep(Row row) {
    return row.entity().getRowKey().startsWith(STEP);
  }

  static boolean isOutbox(Row row) {
    return row.entity().getRowKey().startsWith(OUTBOX);
  }

  private static Row row(SetupId setup, String key, Object record) {
    return Row.of(partition(setup), key, record).column("setup", setup.value());
  }
}
