package dev.moat.cli.operate;

import dev.moat.cli.api.DeadLetter;
import dev.moat.cli.api.DeadLetterCounts;
import dev.moat.cli.api.DeadLetterPage;
import dev.moat.cli.api.RejectedRequest;
import dev.moat.cli.api.RejectedRequestPage;
import dev.moat.cli.screen.Table;
import dev.moat.cli.screen.Terminal;

/** Messages that could not be handled, for people. */
final class LetterReport {

  private final Terminal terminal;

  LetterReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(RejectedRequestPage page) {
    if (page.items().isEmpty()) {
      terminal.line(
          page.unreadable().isPresent()
              ? "No rejected request that can be read."
              : "No rejected requests.");
    } else {
      table(page).print();
    }
    Paging.unreadable(page).forEach(terminal::line);
    Paging.more(page).ifPresent(terminal::line);
  }

  private Table table(RejectedRequestPage page) {
    Table table = new Table(terminal, "id", "at", "request", "reason", "detail");
    page.items()
        .forEach(
            rejected ->
                table.row(
                    rejected.id(),
                    Times.at(rejected.at()),
                    rejected.requestId().orElse(""),
                    rejected.reason(),
                    rejected.detail()));
    return table;
  }

  void show(RejectedRequest rejected) {
    property("id", rejected.id());
    property("at", Times.at(rejected.at()));
    property("request", rejected.requestId().orElse("unknown"));
    property("reason", rejected.reason());
    rejected.detail().lines().forEach(line -> property("detail", line));
    rejected.body().ifPresent(this::body);
  }

  void show(DeadLetterCounts counts) {
    Table table = new Table(terminal, "queue", ">dead letters");
    counts
        .queues()
        .forEach(
            queue -> table.row(queue.queue(), queue.count() + (queue.more() ? " or more" : "")));
    table.print();
  }

  void show(DeadLetterPage page) {
    if (page.items().isEmpty()) {
      terminal.line("No dead letters.");
      return;
    }
    Table table =
        new Table(terminal, ">number", "sent", ">deliveries", "setup", "reason", "message");
    page.items()
        .forEach(
            letter ->
                table.row(
                    Long.toString(letter.sequenceNumber()),
                    Times.at(letter.enqueuedAt()),
                    Integer.toString(letter.deliveryCount()),
                    letter.setup().orElse(""),
                    letter.reason().orElse(""),
                    letter.messageId().orElse("")));
    table.print();
    Paging.more(page).ifPresent(terminal::line);
  }

  void show(DeadLetter letter) {
    property("queue", letter.queue());
    property("number", Long.toString(letter.sequenceNumber()));
    property("message", letter.messageId().orElse(""));
    property("sent", Times.at(letter.enqueuedAt()));
    property("deliveries", Integer.toString(letter.deliveryCount()));
    property("setup", letter.setup().orElse(""));
    property("reason", letter.reason().orElse(""));
    property("description", letter.description().orElse(""));
    letter.properties().forEach(this::property);
    letter.body().ifPresent(this::body);
  }

  private void body(String text) {
    terminal.line("");
    text.lines().forEach(terminal::line);
  }

  private void property(String name, String value) {
    if (!value.isEmpty()) {
      terminal.line("  %-13s %s".formatted(name, value));
    }
  }
}
