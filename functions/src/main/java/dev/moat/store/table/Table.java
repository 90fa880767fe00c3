package dev.moat.store.table;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableErrorCode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import dev.moat.model.InvalidContinuationException;
import dev.moat.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One table: conditional writes that tell by a boolean whether the condition held. All else that
 * goes wrong is a {@link StoreException}.
 */
final class Table {

  /** The most rows the service puts on one page. */
  static final int PAGE = 1_000;

  private static final int TRIES = 20;
  private static final int BAD_REQUEST = 400;

  /** A condition on a row that does not hold: it exists, does not exist, or has another version. */
  private static final List<TableErrorCode> CONDITION_FAILED =
      List.of(
          TableErrorCode.ENTITY_ALREADY_EXISTS,
          TableErrorCode.UPDATE_CONDITION_NOT_SATISFIED,
          TableErrorCode.RESOURCE_NOT_FOUND,
          TableErrorCode.ENTITY_NOT_FOUND);

  /**
   * One answer of the service to a query.
   *
   * @param rows perhaps none, although there are more
   * @param token to go on with; empty when there are no more
   */
  record ServicePage(List<Row> rows, Optional<String> token) {}

  private final TableClient client;

  Table(TableClient client) {
    this.client = client;
  }

  Optional<Row> find(String partitionKey, String rowKey) {
    return call("read " + partitionKey, () -> lookUp(partitionKey, rowKey));
  }

  /** All rows that match, in the order of their keys, fetched page by page. */
  List<Row> query(ListEntitiesOptions query) {
    return call("read rows", () -> rows(query).toList());
  }

  /** The first rows that match, in the order of their keys. */
  List<Row> first(int limit, ListEntitiesOptions query) {
    if (limit < 1) {
      return List.of();
    }
    query.setTop(Math.min(limit, PAGE));
    return call("read rows", () -> rows(query).limit(limit).toList());
  }

  /**
   * One answer of the service.
   *
   * @param token of the answer before to the same query; throws {@link
   *     InvalidContinuationException} when the service does not know it
   */
  ServicePage page(String list, ListEntitiesOptions query, Optional<String> token) {
    return call("read rows", () -> servicePage(list, query, token));
  }

  /** Returns false when there is such a row. */
  boolean insert(Row row) {
    return conditional("insert into", row.name(), () -> client.createEntity(row.entity()));
  }

  /** Inserts the row, or puts it in the place of the stored one, whatever that is. */
  void put(Row row) {
    call(
        "write " + row.name(),
        () -> {
          client.upsertEntityWithResponse(
              row.entity(), TableEntityUpdateMode.REPLACE, null, Context.NONE);
          return row;
        });
  }

  /** Returns false when the row is no longer at the version it names. */
  boolean replace(Row row) {
    return conditional(
        "replace in",
        row.name(),
        () ->
            client.updateEntityWithResponse(
                row.entity(), TableEntityUpdateMode.REPLACE, true, null, Context.NONE));
  }

  /** Returns false when the row is no longer at the version it was read at. */
  boolean delete(Row read) {
    return conditional(
        "delete from",
        read.name(),
        () -> client.deleteEntityWithResponse(read.entity(), true, null, Context.NONE));
  }

  /** Deletes a row that may be there, at any version. */
  void forget(TableEntity row) {
    conditional(
        "delete from",
        row.getRowKey(),
        () -> client.deleteEntityWithResponse(row, false, null, Context.NONE));
  }

  /** All of it, or false and none of it, when a condition of one action does not hold. */
  boolean transact(String what, List<TableTransactionAction> actions) {
    return conditional("write", what, () -> client.submitTransaction(actions));
  }

  /**
   * Inserts the row, or puts it in the place of the stored one.
   *
   * @param keep whether the stored row is to stay
   * @return the row that stayed; empty when it was written
   */
  Optional<Row> putUnless(Predicate<Row> keep, Supplier<Row> rowToPut) {
    for (int tries = 0; tries < TRIES; tries++) {
      Row row = rowToPut.get();
      if (insert(row)) {
        return Optional.empty();
      }
      Optional<Row> stored = find(row.entity().getPartitionKey(), row.entity().getRowKey());
      if (stored.isPresent()) {
        if (keep.test(stored.get())) {
          return stored;
        }
        if (replace(row.replacing(stored.get().version()))) {
          return Optional.empty();
        }
      }
    }
    throw new StoreException(
        "Cannot write %s to table %s: it was changed by others %d times meanwhile. Try again later"
            .formatted(rowToPut.get().name(), client.getTableName(), TRIES));
  }

  private Stream<Row> rows(ListEntitiesOptions query) {
    return client.listEntities(query, null, Context.NONE).stream().map(Row::new);
  }

  private ServicePage servicePage(String list, ListEntitiesOptions query, Optional<String> token) {
    try {
      PagedResponse<TableEntity> page =
          client
              .listEntities(query, null, Context.NONE)
              .iterableByPage(token.orElse(null))
              .iterator()
              .next();
      return new ServicePage(
          page.getValue().stream().map(Row::new).toList(),
          Optional.ofNullable(page.getContinuationToken()));
    } catch (HttpResponseException e) {
      if (token.isPresent() && e.getResponse().getStatusCode() == BAD_REQUEST) {
        throw new InvalidContinuationException(list, e);
      }
      throw e;
    }
  }

  private Optional<Row> lookUp(String partitionKey, String rowKey) {
    try {
      return Optional.of(new Row(client.getEntity(partitionKey, rowKey)));
    } catch (TableServiceException e) {
      if (isConditionFailed(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean conditional(String verb, String row, Runnable write) {
    return call(
        verb + " " + row,
        () -> {
          try {
            write.run();
            return true;
          } catch (TableServiceException e) {
            if (isConditionFailed(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  private <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (StoreException | InvalidContinuationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException(
          "Cannot %s in table %s: %s. It is safe to try again"
              .formatted(what, client.getTableEndpoint(), e.getMessage()),
          e);
    }
  }

  private static boolean isConditionFailed(TableServiceException e) {
    return e.getValue() != null && CONDITION_FAILED.contains(e.getValue().getErrorCode());
  }
}
