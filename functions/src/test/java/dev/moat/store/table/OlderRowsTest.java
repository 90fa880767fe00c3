package dev.moat.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.data.tables.models.TableEntity;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.Requests.Seen;
import dev.moat.store.Sweeps.Sweep;
import dev.moat.store.WatchIndex.Watcher;
import dev.moat.upgrade.Moment;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row that an older version left behind is read, has the key under which this version looks
 * for it, and loses nothing when it is written again.
 */
final class OlderRowsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<String> moments() throws IOException {
    return Moment.names();
  }

  @ParameterizedTest
  @MethodSource("moments")
  void a_row_is_read_and_written_again_with_all_it_had(String moment) {
    Moment kept = Moment.read(moment);
    for (Map.Entry<String, JsonNode> table : kept.tables().properties()) {
      for (TableEntity entity : kept.rows(table.getKey())) {
        Row stored = new Row(entity);
        assertThatNothingIsLost(stored, again(table.getKey(), stored));
      }
    }
  }

  @Test
  void there_is_an_older_row_of_every_table_and_kind() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (String moment : Moment.names().toList()) {
      Moment kept = Moment.read(moment);
      kept.tables()
          .fieldNames()
          .forEachRemaining(
              table ->
                  kept.rows(table)
                      .forEach(row -> kinds.add(table + " " + row.getRowKey().split("\\|")[0])));
    }

    assertThat(kinds)
        .contains(
            "setups setup",
            "setups step",
            "setups history",
            "setups outbox",
            "setups accepted",
            "setups watched",
            "requests request",
            "rejectedrequests time",
            "rejectedrequests message",
            "leases lease",
            "throttles throttle");
    assertThat(kinds.stream().map(kind -> kind.split(" ")[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(TableStore.TABLES);
  }

  @Test
  void a_step_that_succeeded_before_drift_was_known_is_kept_since_it_ended() {
    List<StepRecord> steps =
        Moment.read("core/succeeded").rows("setups").stream()
            .filter(row -> row.getRowKey().startsWith(SetupRows.STEP))
            .map(row -> new Row(row).read(StepRecord.class))
            .toList();

    assertThat(steps)
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.succeededAt()).isEmpty();
              assertThat(OlderForms.step(step).succeededAt()).isEqualTo(step.finishedAt());
            });
  }

  @Test
  void a_step_that_did_not_succeed_before_drift_was_known_is_not_kept() {
    List<StepRecord> steps =
        Moment.read("core/failed").rows("setups").stream()
            .filter(row -> row.getRowKey().startsWith(SetupRows.STEP))
            .map(row -> new Row(row).read(StepRecord.class))
            .filter(step -> step.status() != StepStatus.SUCCEEDED)
            .toList();

    assertThat(steps)
        .extracting(StepRecord::status)
        .contains(StepStatus.FAILED, StepStatus.PENDING);
    assertThat(steps).allSatisfy(step -> assertThat(OlderForms.step(step)).isEqualTo(step));
  }

  /** What this version writes of what it has read. */
  private static Row again(String table, Row stored) {
    return switch (table) {
      case "setups" -> againOfSetup(stored);
      case "requests" -> TableRequests.row(stored.read(Seen.class));
      case "rejectedrequests" ->
          stored.entity().getRowKey().startsWith("message|")
              ? TableRequests.byMessage(stored.read(String.class))
              : TableRequests.row(stored.read(Rejected.class));
      case "leases" -> TableLeases.row(stored.read(TableLeases.Lease.class));
      case "throttles" -> TableLeases.row(stored.read(TableLeases.Throttle.class));
      case "watches" ->
          TableWatchIndex.row(
              new ResourceId(stored.entity().getProperty("resource").toString()),
              stored.read(Watcher.class));
      case "sweeps" -> TableSweeps.row(stored.read(Sweep.class));
      default -> throw new AssertionError("Nobody reads table " + table);
    };
  }

  private static Row againOfSetup(Row stored) {
    SetupId setup = SetupRows.setupOf(stored);
    String[] key = stored.entity().getRowKey().split("\\|");
    return switch (key[0]) {
      case "setup" -> SetupRows.setup(stored.read(SetupRecord.class));
      case "step" -> SetupRows.step(setup, stored.read(StepRecord.class));
      case "outbox" ->
          SetupRows.outbox(setup, stored.read(Outgoing.class), time(stored, "committedAt"));
      case "watched" -> SetupRows.notice(setup, stored.read(ResourceChange.class));
      case "history" ->
          SetupRows.history(
              setup, stored.read(HistoryEntry.class), Long.MAX_VALUE - Long.parseLong(key[2]));
      case "accepted" ->
          SetupRows.accepted(
              setup, stored.entity().getProperty("requestId").toString(), time(stored, "at"));
      default -> throw new AssertionError("Nobody reads row " + stored.name());
    };
  }

  private static Instant time(Row row, String column) {
    return ((OffsetDateTime) row.entity().getProperty(column)).toInstant();
  }

  private static void assertThatNothingIsLost(Row before, Row after) {
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(columns(after))
        .as("columns of %s", before.name())
        .containsAllEntriesOf(columns(before));
    assertThat(paths(json(after), ""))
        .as("fields of %s", before.name())
        .containsAll(paths(json(before), ""));
  }

  private static Map<String, Object> columns(Row row) {
    Map<String, Object> columns = new TreeMap<>(row.entity().getProperties());
    columns.keySet().removeIf(name -> name.startsWith("json"));
    return columns;
  }

  /** Every value with the way to it. */
  private static List<String> paths(JsonNode json, String path) {
    if (!json.isContainerNode()) {
      return List.of(path + "=" + json);
    }
    List<String> paths = new ArrayList<>();
    json.properties()
        .forEach(field -> paths.addAll(paths(field.getValue(), path + "/" + field.getKey())));
    for (int i = 0; json.isArray() && i < json.size(); i++) {
      paths.addAll(paths(json.get(i), path + "/" + i));
    }
    return paths;
  }

  private static JsonNode json(Row row) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(row.entity().getProperties())
        .forEach((name, value) -> text.append(name.startsWith("json") ? value : ""));
    try {
      return JSON.readTree(text.toString());
    } catch (JsonProcessingException e) {
      throw new AssertionError(row.name(), e);
    }
  }
}
