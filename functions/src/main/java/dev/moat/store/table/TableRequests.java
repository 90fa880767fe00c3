package dev.moat.store.table;

import static com.azure.data.tables.models.TableTransactionActionType.CREATE;
import static com.azure.data.tables.models.TableTransactionActionType.DELETE;

import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableTransactionAction;
import dev.moat.model.Page;
import dev.moat.model.Unreadable;
import dev.moat.store.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests in two tables. One has a partition per request id. The other has all rejections in one
 * partition: a row to read, newest first, and a row that keeps the message from coming twice.
 */
final class TableRequests implements Requests {

  private static final String REQUEST = "request";
  private static final String REJECTED = "rejected";
  private static final String BY_TIME = "time|";
  private static final String AFTER_BY_TIME = "time}";
  private static final String BY_MESSAGE = "message|";

  /* As JSON, a character takes up to six: these and the body together fit a row. */
  private static final int DETAIL_CHARACTERS = 10_000;
  private static final int NAME_CHARACTERS = 1_000;

  private final Table requests;
  private final Table rejected;

  TableRequests(Table requests, Table rejected) {
    this.requests = requests;
    this.rejected = rejected;
  }

  @Override
  public Optional<Seen> putIfAbsent(Seen request) {
    return requests.putUnless(stored -> true, () -> row(request)).map(row -> row.read(Seen.class));
  }

  @Override
  public void reject(Rejected rejection) {
    Rejected fitting = shortened(rejection);
    // False means that this message was rejected before, and that is as good.
    rejected.transact(
        "rejected message " + fitting.messageId(),
        List.of(
            new TableTransactionAction(CREATE, byMessage(fitting.messageId()).entity()),
            new TableTransactionAction(CREATE, row(fitting).entity())));
  }

  @Override
  public Page<Rejected> rejected(int limit, Optional<String> continuation) {
    Page<Row> rows =
        new Range("rejected requests", REJECTED, BY_TIME, AFTER_BY_TIME)
            .page(rejected, limit, continuation);
    List<Unreadable> unreadable = new ArrayList<>();
    List<Rejected> readable =
        rows.items().stream().flatMap(row -> read(row, unreadable).stream()).toList();
    return new Page<>(readable, unreadable, rows.continuation());
  }

  private static Optional<Rejected> read(Row row, List<Unreadable> unreadable) {
    String messageId = String.valueOf(row.entity().getProperty("messageId"));
    return row.read(
        Rejected.class,
        e -> unreadable.add(new Unreadable(Rejected.idOf(messageId), e.getMessage())));
  }

  /** The key of the row is known only with its time, so all are looked through for its column. */
  @Override
  public Optional<Rejected> findRejected(String messageId) {
    String filter =
        "PartitionKey eq '%s' and RowKey ge '%s' and RowKey lt '%s' and messageId eq '%s'"
            .formatted(REJECTED, BY_TIME, AFTER_BY_TIME, Texts.label(messageId).replace("'", "''"));
    return rejected.query(new ListEntitiesOptions().setFilter(filter)).stream()
        .map(row -> row.read(Rejected.class))
        .filter(found -> found.messageId().equals(messageId))
        .findFirst();
  }

  @Override
  public boolean forget(Rejected rejection) {
    return rejected.transact(
        "rejected message " + rejection.messageId(),
        List.of(
            new TableTransactionAction(DELETE, byMessage(rejection.messageId()).entity()),
            new TableTransactionAction(DELETE, row(rejection).entity())));
  }

  static Row byMessage(String messageId) {
    return Row.of(REJECTED, BY_MESSAGE + Keys.safe(messageId), messageId);
  }

  static Row row(Seen request) {
    return Row.of(Keys.safe(request.requestId()), REQUEST, request)
        .column("requestId", request.requestId())
        .column("registry", request.registry().value());
  }

  static Row row(Rejected rejection) {
    String key =
        BY_TIME + Keys.newestFirst(rejection.at()) + "|" + Keys.safe(rejection.messageId());
    Row row =
        Row.of(REJECTED, key, rejection)
            .column("messageId", rejection.messageId())
            .column("reason", rejection.reason())
            .column("at", rejection.at());
    rejection.requestId().ifPresent(id -> row.column("requestId", id));
    return row;
  }

  private static Rejected shortened(Rejected rejection) {
    return new Rejected(
        rejection.messageId(),
        rejection.requestId().map(id -> Texts.shorten(id, NAME_CHARACTERS)),
        Texts.shorten(rejection.reason(), NAME_CHARACTERS),
        Texts.shorten(rejection.detail(), DETAIL_CHARACTERS),
        Texts.shorten(rejection.body(), LONGEST_BODY),
        rejection.at());
  }
}
