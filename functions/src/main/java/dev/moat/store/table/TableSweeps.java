package dev.moat.store.table;

import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import dev.moat.model.SetupId;
import dev.moat.store.Sweeps;
import dev.moat.store.UnreadableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The planned sweeps: a row for each setup, all in one partition, which the timer reads. */
final class TableSweeps implements Sweeps {

  private static final String PARTITION = "sweep";

  /** The longest overdue first; those of one moment in the order of their setups. */
  private static final Comparator<Sweep> IN_TURN =
      Comparator.comparing(Sweep::due).thenComparing(sweep -> sweep.setup().value());

  private final Table table;

  TableSweeps(Table table) {
    this.table = table;
  }

  @Override
  public void plan(Sweep sweep) {
    table.put(row(sweep));
  }

  @Override
  public void forget(SetupId setup) {
    table.forget(new TableEntity(PARTITION, Keys.safe(setup.value())));
  }

  /** The column knows no nanoseconds, so that the row may be one too many: the record decides. */
  @Override
  public List<Sweep> due(Instant now, Consumer<UnreadableException> unreadable) {
    String filter =
        "PartitionKey eq '%s' and due le datetime'%s'"
            .formatted(PARTITION, now.truncatedTo(ChronoUnit.MICROS));
    return table.query(new ListEntitiesOptions().setFilter(filter)).stream()
        .flatMap(row -> row.read(Sweep.class, unreadable).stream())
        .filter(sweep -> !sweep.due().isAfter(now))
        .sorted(IN_TURN)
        .toList();
  }

  static Row row(Sweep sweep) {
    return Row.of(PARTITION, Keys.safe(sweep.setup().value()), sweep)
        .column("setup", sweep.setup().value())
        .column("subscription", sweep.subscription())
        .column("due", sweep.due());
  }
}
