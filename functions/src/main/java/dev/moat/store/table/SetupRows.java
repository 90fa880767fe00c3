package dev.moat.store.table;

import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepRecord;
import dev.moat.store.HistoryEntry;
import java.time.Instant;
import java.util.Map;

/**
 * The rows of one setup: {@code accepted|<request id>}, {@code history|<newest first>}, {@code
 * outbox|<queue>|<message id>}, {@code setup}, {@code step|<name>} and {@code watched|<hash>}, a
 * change that was noticed and not looked into. They sort in this order, so that one range holds
 * what there is to decide from, and not what grows with time.
 */
final class SetupRows {

  static final String SETUP = "setup";
  static final String STEP = "step|";

  /** Sorts after all steps. */
  static final String AFTER_STEPS = "step}";

  static final String NOTICE = "watched|";
  static final String OUTBOX = "outbox|";
  static final String ACCEPTED = "accepted|";
  static final String HISTORY = "history|";

  /** From here on comes what there is to decide from. */
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

  /** One row for each resource, operation and actor. */
  static Row notice(SetupId setup, ResourceChange change) {
    return row(setup, NOTICE + Keys.hashIgnoringCase(change.subject()), change)
        .column("resource", change.resource().value())
        .column("operation", change.operation())
        .column("actor", change.actor().toString())
        .column("at", change.at());
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

  /** That a request was taken; a second such row is refused. */
  static Row accepted(SetupId setup, String requestId, Instant at) {
    return row(setup, acceptedKey(requestId), Map.of("requestId", requestId))
        .column("requestId", requestId)
        .column("at", at);
  }

  static String acceptedKey(String requestId) {
    return ACCEPTED + Keys.safe(requestId);
  }

  /** Whose row this is. */
  static SetupId setupOf(Row row) {
    return new SetupId(String.valueOf(row.entity().getProperty("setup")));
  }

  static boolean isStep(Row row) {
    return row.entity().getRowKey().startsWith(STEP);
  }

  static boolean isNotice(Row row) {
    return row.entity().getRowKey().startsWith(NOTICE);
  }

  static boolean isOutbox(Row row) {
    return row.entity().getRowKey().startsWith(OUTBOX);
  }

  private static Row row(SetupId setup, String key, Object record) {
    return Row.of(partition(setup), key, record).column("setup", setup.value());
  }
}
