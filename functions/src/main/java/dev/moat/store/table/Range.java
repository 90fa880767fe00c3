package dev.moat.store.table;

import com.azure.data.tables.models.ListEntitiesOptions;
import dev.moat.model.Continuation;
import dev.moat.model.InvalidContinuationException;
import dev.moat.model.Page;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rows of one partition from one row key up to another.
 *
 * @param list whose continuations these are
 * @param from the first row key, and what all of them begin with
 * @param to the first row key that is not in it
 */
record Range(String list, String partitionKey, String from, String to) {

  /** What {@link Keys} make, and what joins them: it stands in a filter, and must not end it. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._!|-]+");

  Page<Row> page(Table table, int limit, Optional<String> continuation) {
    if (limit < 1) {
      return new Page<>(List.of(), Optional.empty());
    }
    List<Row> rows =
        table.first(limit + 1, new ListEntitiesOptions().setFilter(filter(continuation)));
    List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
    return new Page<>(
        shown,
        rows.size() > limit
            ? Optional.of(Continuation.of(list, shown.get(limit - 1).entity().getRowKey()))
            : Optional.empty());
  }

  private String filter(Optional<String> continuation) {
    String lower = continuation.map(text -> "gt '" + read(text) + "'").orElse("ge '" + from + "'");
    return "PartitionKey eq '%s' and RowKey %s and RowKey lt '%s'"
        .formatted(partitionKey, lower, to);
  }

  private String read(String continuation) {
    String key = Continuation.read(list, 1, continuation).get(0);
    if (!key.startsWith(from) || !KEY.matcher(key).matches()) {
      throw new InvalidContinuationException(list);
    }
    return key;
  }
}
