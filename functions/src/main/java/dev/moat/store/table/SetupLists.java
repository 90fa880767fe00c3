package dev.moat.store.table;

import static java.util.stream.Collectors.joining;

import dev.moat.model.Page;
import dev.moat.model.SetupId;
import dev.moat.model.StepKind;
import dev.moat.model.StepStatus;
import dev.moat.model.Unreadable;
import dev.moat.store.SetupFilter;
import dev.moat.store.SetupState;
import dev.moat.store.SetupSummary;
import dev.moat.store.UnreadableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists of setups. What the columns of a row tell is left to the service; which setups come of it
 * is known by their keys alone, and only those on the page are read.
 */
final class SetupLists {

  private final Table table;

  SetupLists(Table table) {
    this.table = table;
  }

  Page<SetupSummary> list(
      SetupFilter filter,
      int limit,
      Optional<String> continuation,
      Function<SetupId, Optional<SetupState>> load) {
    Page<SetupId> ids = ids(scan(filter, limit), limit, continuation);
    List<SetupSummary> summaries = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    for (SetupId id : ids.items()) {
      try {
        load.apply(id)
            .filter(state -> filter.admits(state.setup().value()))
            .map(SetupSummary::of)
            .ifPresent(summaries::add);
      } catch (UnreadableException e) {
        unreadable.add(new Unreadable(id.value(), e.getMessage()));
      }
    }
    return new Page<>(summaries, unreadable, ids.continuation());
  }

  Page<SetupId> withFailed(StepKind kind, int limit, Optional<String> continuation) {
    String filter =
        "RowKey ge '%s' and RowKey lt '%s' and kind eq '%s' and %s"
            .formatted(
                SetupRows.STEP,
                SetupRows.AFTER_STEPS,
                kind.label(),
                isOneOf(Arrays.stream(StepStatus.values()).filter(StepStatus::isFailure).toList()));
    return ids(
        new Scan("failed " + kind.label(), filter, row -> true, Table.PAGE), limit, continuation);
  }

  private Page<SetupId> ids(Scan scan, int limit, Optional<String> continuation) {
    Page<Row> rows = scan.page(table, limit, continuation);
    return new Page<>(rows.items().stream().map(SetupRows::setupOf).toList(), rows.continuation());
  }

  private static Scan scan(SetupFilter filter, int limit) {
    String columns =
        Stream.of(
                Optional.of("RowKey eq '%s'".formatted(SetupRows.SETUP)),
                filter.only().map(id -> "PartitionKey eq '%s'".formatted(SetupRows.partition(id))),
                filter.statuses().isEmpty()
                    ? Optional.<String>empty()
                    : Optional.of(isOneOf(filter.statuses())),
                filter.acceptedFrom().map(time -> "acceptedAt ge " + micros(time)),
                filter.acceptedBefore().map(time -> "acceptedAt le " + micros(time)))
            .flatMap(Optional::stream)
            .collect(joining(" and "));
    int top = filter.registry().isPresent() ? Table.PAGE : limit + 1;
    return new Scan("setups", columns, row -> filter.admits(SetupRows.setupOf(row)), top);
  }

  private static String isOneOf(Collection<? extends Enum<?>> statuses) {
    return statuses.stream()
        .map(status -> "status eq '%s'".formatted(status.name()))
        .sorted()
        .collect(joining(" or ", "(", ")"));
  }

  /** The column knows no nanoseconds, so rows may be some too many: the record decides. */
  private static String micros(Instant time) {
    return "datetime'%s'".formatted(time.truncatedTo(ChronoUnit.MICROS));
  }
}
