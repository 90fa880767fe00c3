package dev.moat.store.table;

import com.azure.data.tables.models.ListEntitiesOptions;
import dev.moat.model.Page;
import dev.moat.store.table.Table.ServicePage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A look through all partitions for those that have a certain row. Table Storage has no index but
 * the keys and works on one answer for up to five seconds, so a look ends after a few answers, and
 * tells where the next goes on.
 *
 * @param list whose continuations these are
 * @param filter of the rows, as OData
 * @param wanted what the filter cannot say
 * @param top the most rows of one answer
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination">
 *     Query timeout and pagination</a>
 */
record Scan(String list, String filter, Predicate<Row> wanted, int top) {

  /** How many answers of the service one look takes. */
  private static final int ANSWERS = 4;

  /** One row of each partition that has one, in the order of the partition keys. */
  Page<Row> page(Table table, int limit, Optional<String> continuation) {
    ScanPosition from = ScanPosition.read(list, continuation);
    ListEntitiesOptions query =
        new ListEntitiesOptions()
            .setFilter(from.beyond(filter))
            .setSelect(List.of("PartitionKey", "RowKey", "setup"))
            .setTop(Math.min(top, Table.PAGE));
    List<Row> found = new ArrayList<>();
    Optional<String> token = from.token();
    for (int answers = 0; answers < ANSWERS; answers++) {
      ServicePage page = table.page(list, query, token);
      for (Row row : page.rows()) {
        if (wanted.test(row) && !isOfSamePartition(found, row)) {
          if (found.size() == limit) {
            return new Page<>(found, Optional.of(ScanPosition.after(list, last(found))));
          }
          found.add(row);
        }
      }
      token = page.token();
      if (token.isEmpty()) {
        return new Page<>(found, Optional.empty());
      }
    }
    return new Page<>(found, token.map(next -> from.goingOn(list, next)));
  }

  private static boolean isOfSamePartition(List<Row> found, Row row) {
    return !found.isEmpty()
        && last(found).entity().getPartitionKey().equals(row.entity().getPartitionKey());
  }

  private static Row last(List<Row> rows) {
    return rows.get(rows.size() - 1);
  }
}
