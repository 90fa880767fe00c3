package dev.moat.store.table;

import static com.azure.data.tables.models.TableTransactionActionType.CREATE;

import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableTransactionAction;
import dev.moat.store.Requests;
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
  private static final String BY_MESSAGE = "message|";

  /* As JSON, a character takes up to six: all of these together fit a row. */
  private static final int BODY_CHARACTERS = 60_000;
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
    Row byMessage =
        Row.of(REJECTED, BY_MESSAGE + Keys.safe(fitting.messageId()), fitting.messageId());
    // False means that this message was rejected before, and that is as good.
    rejected.transact(
        "rejected message " + fitting.messageId(),
        List.of(
            new TableTransactionAction(CREATE, byMessage.entity()),
            new TableTransactionAction(CREATE, row(fitting).entity())));
  }

  @Override
  public List<Rejected> rejected(int limit) {
    ListEntitiesOptions query =
        new ListEntitiesOptions()
            .setFilter("PartitionKey eq '%s' and RowKey ge '%s'".formatted(REJECTED, BY_TIME));
    return rejected.first(limit, query).stream().map(row -> row.read(Rejected.class)).toList();
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
        Texts.shorten(rejection.body(), BODY_CHARACTERS),
        rejection.at());
  }
}
