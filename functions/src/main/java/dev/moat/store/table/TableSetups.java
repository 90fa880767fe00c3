package dev.moat.store.table;

import static com.azure.data.tables.models.TableTransactionActionType.CREATE;
import static com.azure.data.tables.models.TableTransactionActionType.DELETE;
import static com.azure.data.tables.models.TableTransactionActionType.UPDATE_REPLACE;
import static com.azure.data.tables.models.TableTransactionActionType.UPSERT_REPLACE;

import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import dev.moat.model.Outgoing;
import dev.moat.model.Page;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.store.Change;
import dev.moat.store.Change.Write;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupFilter;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.SetupSummary;
import dev.moat.store.UnreadableException;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Setups in a table, one partition each, so that a change is one entity group transaction. */
final class TableSetups implements SetupStore {

  private final Table table;
  private final Clock clock;
  private final Sequence sequence;
  private final SetupLists lists;

  TableSetups(Table table, Clock clock) {
    this.table = table;
    this.clock = clock;
    this.sequence = new Sequence(clock);
    this.lists = new SetupLists(table);
  }

  /** One range query; a setup fits on one page, and a page is read as of one moment. */
  @Override
  public Optional<SetupState> load(SetupId setup) {
    List<Row> rows =
        table.query(
            where(
                "PartitionKey eq '%s' and RowKey ge '%s'"
                    .formatted(SetupRows.partition(setup), SetupRows.AFTER_HISTORY)));
    return rows.stream()
        .filter(row -> row.entity().getRowKey().equals(SetupRows.SETUP))
        .findFirst()
        .map(
            row ->
                new SetupState(
                    versioned(row, SetupRecord.class), steps(rows), unsent(rows), noticed(rows)));
  }

  @Override
  public boolean commit(Change change) {
    change.requireStorable();
    List<TableTransactionAction> actions = actions(change);
    return actions.isEmpty() || table.transact("setup " + change.setup(), actions);
  }

  @Override
  public void notice(SetupId setup, ResourceChange change) {
    if (change.isDeletion()) {
      table.putUnless(stored -> isLater(stored, change), () -> SetupRows.notice(setup, change));
    } else {
      table.put(SetupRows.notice(setup, change));
    }
  }

  /** Events come in any order. */
  private static boolean isLater(Row stored, ResourceChange change) {
    return stored.read(ResourceChange.class).at().isAfter(change.at());
  }

  @Override
  public boolean wasAccepted(SetupId setup, String requestId) {
    return table.find(SetupRows.partition(setup), SetupRows.acceptedKey(requestId)).isPresent();
  }

  @Override
  public void forgetSent(SetupId setup, List<Outgoing> messages) {
    List<TableEntity> rows =
        messages.stream()
            .map(SetupRows::outboxKey)
            .distinct()
            .map(key -> new TableEntity(SetupRows.partition(setup), key))
            .toList();
    for (int from = 0; from < rows.size(); from += Change.MAX_ROWS) {
      forget(setup, rows.subList(from, Math.min(rows.size(), from + Change.MAX_ROWS)));
    }
  }

  @Override
  public Map<SetupId, List<Outgoing>> unsentBefore(
      Instant time, Consumer<UnreadableException> unreadable) {
    Map<SetupId, List<Outgoing>> unsent = new LinkedHashMap<>();
    String filter =
        "RowKey ge '%s' and RowKey lt '%s' and committedAt lt datetime'%s'"
            .formatted(SetupRows.OUTBOX, SetupRows.SETUP, time.truncatedTo(ChronoUnit.MICROS));
    for (Row row : table.query(where(filter))) {
      row.read(Outgoing.class, unreadable)
          .ifPresent(
              message ->
                  unsent
                      .computeIfAbsent(SetupRows.setupOf(row), id -> new ArrayList<>())
                      .add(message));
    }
    return unsent;
  }

  @Override
  public Page<HistoryEntry> history(SetupId setup, int limit, Optional<String> continuation) {
    Page<Row> rows =
        new Range(
                "history of " + setup,
                SetupRows.partition(setup),
                SetupRows.HISTORY,
                SetupRows.AFTER_HISTORY)
            .page(table, limit, continuation);
    return new Page<>(
        rows.items().stream().map(row -> row.read(HistoryEntry.class)).toList(),
        rows.continuation());
  }

  @Override
  public Page<SetupSummary> list(SetupFilter filter, int limit, Optional<String> continuation) {
    return lists.list(filter, limit, continuation, this::load);
  }

  @Override
  public Page<SetupId> withFailed(StepKind kind, int limit, Optional<String> continuation) {
    return lists.withFailed(kind, limit, continuation);
  }

  @Override
  public List<SetupId> active() {
    return with(Arrays.stream(SetupStatus.values()).filter(SetupStatus::isActive));
  }

  @Override
  public List<SetupId> restored() {
    return with(Stream.of(SetupStatus.RESTORED));
  }

  private List<SetupId> with(Stream<SetupStatus> statuses) {
    String any = statuses.map("status eq '%s'"::formatted).collect(Collectors.joining(" or "));
    return ids("RowKey eq '%s' and (%s)".formatted(SetupRows.SETUP, any));
  }

  @Override
  public List<SetupId> setups() {
    return ids("RowKey eq '%s'".formatted(SetupRows.SETUP));
  }

  private List<SetupId> ids(String filter) {
    ListEntitiesOptions query = where(filter).setSelect(List.of("PartitionKey", "RowKey", "setup"));
    return table.query(query).stream()
        .map(SetupRows::setupOf)
        .sorted((a, b) -> a.value().compareTo(b.value()))
        .toList();
  }

  private List<TableTransactionAction> actions(Change change) {
    SetupId setup = change.setup();
    Instant now = clock.instant();
    List<TableTransactionAction> actions = new ArrayList<>();
    change
        .setupWrite()
        .ifPresent(write -> actions.add(write(write, SetupRows.setup(write.value()))));
    change
        .acceptedRequest()
        .ifPresent(id -> actions.add(action(CREATE, SetupRows.accepted(setup, id, now))));
    for (Write<StepRecord> write : change.stepWrites()) {
      actions.add(write(write, SetupRows.step(setup, write.value())));
    }
    for (HistoryEntry entry : change.history()) {
      actions.add(action(CREATE, SetupRows.history(setup, entry, sequence.next())));
    }
    for (Outgoing message : change.messages()) {
      actions.add(action(UPSERT_REPLACE, SetupRows.outbox(setup, message, now)));
    }
    for (Versioned<ResourceChange> noticed : change.lookedInto()) {
      Row row = SetupRows.notice(setup, noticed.value()).replacing(noticed.version());
      actions.add(new TableTransactionAction(DELETE, row.entity(), true));
    }
    return actions;
  }

  private static TableTransactionAction write(Write<?> write, Row row) {
    return write
        .version()
        .map(
            version ->
                new TableTransactionAction(UPDATE_REPLACE, row.replacing(version).entity(), true))
        .orElseGet(() -> action(CREATE, row));
  }

  private static TableTransactionAction action(TableTransactionActionType type, Row row) {
    return new TableTransactionAction(type, row.entity());
  }

  /** All at once; one by one when some are gone already. */
  private void forget(SetupId setup, List<TableEntity> rows) {
    List<TableTransactionAction> deletions =
        rows.stream().map(row -> new TableTransactionAction(DELETE, row)).toList();
    if (!table.transact("messages of setup " + setup, deletions)) {
      rows.forEach(table::forget);
    }
  }

  private static Map<StepName, Versioned<StepRecord>> steps(List<Row> rows) {
    return rows.stream()
        .filter(SetupRows::isStep)
        .map(row -> new Versioned<>(OlderForms.step(row.read(StepRecord.class)), row.version()))
        .collect(Collectors.toMap(step -> step.value().name(), step -> step));
  }

  private static List<Outgoing> unsent(List<Row> rows) {
    return rows.stream().filter(SetupRows::isOutbox).map(row -> row.read(Outgoing.class)).toList();
  }

  private static List<Versioned<ResourceChange>> noticed(List<Row> rows) {
    return rows.stream()
        .filter(SetupRows::isNotice)
        .map(row -> versioned(row, ResourceChange.class))
        .toList();
  }

  private static <T> Versioned<T> versioned(Row row, Class<T> type) {
    return new Versioned<>(row.read(type), row.version());
  }

  private static ListEntitiesOptions where(String filter) {
    return new ListEntitiesOptions().setFilter(filter);
  }
}
