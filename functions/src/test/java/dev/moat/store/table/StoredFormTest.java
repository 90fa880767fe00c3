package dev.moat.store.table;

import static dev.moat.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.moat.contract.Samples;
import dev.moat.model.Actor;
import dev.moat.model.DriftPolicy;
import dev.moat.model.Outgoing;
import dev.moat.model.ResourceChange;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.Watch;
import dev.moat.model.Watch.Reach;
import dev.moat.store.HistoryEntry;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.Requests.Seen;
import dev.moat.store.StoreException;
import dev.moat.store.Sweeps.Sweep;
import dev.moat.store.UnreadableException;
import dev.moat.store.WatchIndex.Watcher;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is in the tables of those who run Moat. A test that fails here says that an upgrade would
 * not read them: keep reading the old form, or raise the schema.
 */
final class StoredFormTest {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .findAndRegisterModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private static final SetupRecord SETUP = Samples.succeeded(Samples.setup("secureacr"));
  private static final Outgoing MESSAGE =
      new Outgoing(
          "step-subnet",
          "secureacr/1/subnet.a/1",
          "{\"turn\":1}",
          Optional.of(NOON),
          Map.of("reason", "r", "detail", "d"));
  private static final Outgoing REPLY =
      new Outgoing(
          "reply/setup-outcomes",
          "secureacr/1/accepted",
          "{\"specversion\":\"1.0\"}",
          Optional.empty(),
          Map.of(),
          Optional.of("application/cloudevents+json"),
          Optional.of("order-4711"));
  private static final HistoryEntry LINE = Samples.note(NOON, "Accepted — 😀");
  private static final Seen SEEN = new Seen("request-1", Samples.registryId("secureacr"), "d1");
  private static final Rejected REJECTED =
      new Rejected("m/1", Optional.of("request-1"), "NotJson", "ends too early", "{", NOON);

  private static final ResourceChange NOTICED = Samples.change("secureacr");
  private static final Watcher WATCHER =
      new Watcher(
          SETUP.id(),
          List.of(
              new Watch(StepName.of(StepKind.DNS_ZONE), Samples.zone(), Reach.ITSELF),
              new Watch(
                  StepName.of(StepKind.ZONE_GROUP),
                  Samples.zone().child("A", "secureacr"),
                  Reach.NAMES)));
  private static final Sweep SWEEP =
      new Sweep(SETUP.id(), "11111111-2222-3333-4444-555555555555", 17, NOON.plusNanos(700));

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("setup", SetupRows.setup(SETUP), SETUP),
        Arguments.of("step", SetupRows.step(SETUP.id(), Samples.fullStep()), Samples.fullStep()),
        Arguments.of("step-pending", SetupRows.step(SETUP.id(), pending()), pending()),
        Arguments.of("notice", SetupRows.notice(SETUP.id(), NOTICED), NOTICED),
        Arguments.of(
            "notice-unknown-actor", SetupRows.notice(SETUP.id(), byNobodyKnown()), byNobodyKnown()),
        Arguments.of("outbox", SetupRows.outbox(SETUP.id(), MESSAGE, NOON), MESSAGE),
        Arguments.of("outbox-reply", SetupRows.outbox(SETUP.id(), REPLY, NOON), REPLY),
        Arguments.of(
            "accepted",
            SetupRows.accepted(SETUP.id(), "request 1", NOON),
            Map.of("requestId", "request 1")),
        Arguments.of("history", SetupRows.history(SETUP.id(), LINE, 7), LINE),
        Arguments.of("request", TableRequests.row(SEEN), SEEN),
        Arguments.of("rejected", TableRequests.row(REJECTED), REJECTED),
        Arguments.of("lease", TableLeases.row(lease()), lease()),
        Arguments.of("watcher", TableWatchIndex.row(Samples.zone(), WATCHER), WATCHER),
        Arguments.of("sweep", TableSweeps.row(SWEEP), SWEEP),
        Arguments.of("throttle", TableLeases.row(throttle()), throttle()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_row_is_written_as_ever(String name, Row row, Object record) throws IOException {
    assertThat(MAPPER.writeValueAsString(readable(row)))
        .isEqualTo(MAPPER.writeValueAsString(golden("schema-1/" + name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void a_row_written_by_schema_1_is_read(String name, Row row, Object record) throws IOException {
    Row stored = stored("schema-1/" + name);

    Class<?> type = record instanceof Map ? Map.class : record.getClass();
    assertThat((Object) stored.read(type)).isEqualTo(record);
  }

  @Test
  void a_step_written_before_drift_was_known_is_read() throws IOException {
    StepRecord full = Samples.fullStep();

    StepRecord older = stored("older/step").read(StepRecord.class);

    assertThat(older.correlationId()).isEmpty();
    assertThat(older.earlierCorrelationIds()).isEmpty();
    assertThat(older.succeededAt()).isEmpty();
    assertThat(older.coveredUntil()).isEmpty();
    assertThat(older.suspects()).isEmpty();
    assertThat(older.drifts()).isEmpty();
    StepRecord sinceThen =
        older
            .change()
            .correlationId(full.earlierCorrelationIds().get(0))
            .correlationId(full.correlationId().orElseThrow())
            .succeededAt(full.succeededAt().orElseThrow())
            .coveredUntil(full.coveredUntil())
            .inVain(full.inVain())
            .differing(full.differing())
            .suspects(full.suspects())
            .drifts(full.drifts())
            .resource(full.resource().orElseThrow())
            .called(full.reads(), full.writes())
            .record();
    assertThat(sinceThen).isEqualTo(full);
  }

  @Test
  void a_step_that_was_never_called_and_was_written_before_drift_was_known_is_read()
      throws IOException {
    assertThat(stored("older/step-pending").read(StepRecord.class)).isEqualTo(pending());
  }

  @Test
  void a_request_that_could_not_speak_of_drift_says_nothing_about_it() throws IOException {
    SetupRecord older = stored("older/setup").read(SetupRecord.class);

    assertThat(older.request()).isEqualTo(Samples.request("secureacr", Optional.empty()));
    assertThat(older.request().driftPolicy()).isEqualTo(DriftPolicy.DEFAULT);
    assertThat(older).usingRecursiveComparison().ignoringFields("request", "told").isEqualTo(SETUP);
  }

  @Test
  void a_request_that_could_not_ask_for_a_reply_or_an_approval_asks_for_neither()
      throws IOException {
    SetupRecord older = stored("older/setup-before-replies").read(SetupRecord.class);

    assertThat(older.request())
        .isEqualTo(Samples.request("secureacr", Optional.of(Samples.driftPolicy())));
    assertThat(older).usingRecursiveComparison().ignoringFields("request", "told").isEqualTo(SETUP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"older/setup", "older/setup-before-replies"})
  void an_older_record_is_written_again_with_all_it_had(String name) throws IOException {
    SetupRecord older = stored(name).read(SetupRecord.class);

    assertThat(MAPPER.writeValueAsString(readable(SetupRows.setup(older))))
        .isEqualTo(MAPPER.writeValueAsString(golden(name)));
  }

  @Test
  void a_field_of_a_newer_version_is_passed_over() {
    Row stored =
        Row.of("p", "r", Map.of("subscription", "s", "until", NOON, "newField", Map.of("a", 1)));

    assertThat(stored.read(TableLeases.Throttle.class).until()).isEqualTo(NOON);
  }

  @Test
  void a_list_or_map_of_a_newer_version_is_empty_in_an_older_row() {
    Row stored = Row.of("p", "r", Map.of("queue", "q", "messageId", "m", "body", "{}"));

    assertThat(stored.read(Outgoing.class))
        .isEqualTo(new Outgoing("q", "m", "{}", Optional.empty()));
  }

  @Test
  void a_row_of_a_newer_schema_is_refused() {
    Row row = TableLeases.row(throttle());
    row.entity().addProperty("schema", 2);

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> row.read(TableLeases.Throttle.class))
        .withMessageContaining("its schema is 2")
        .withMessageContaining("Deploy the version that wrote it");
  }

  @Test
  void a_row_with_a_word_of_a_newer_version_is_refused_by_name() {
    Row row = SetupRows.step(SETUP.id(), pending());
    String json = row.entity().getProperty("json").toString();
    row.entity().addProperty("json", json.replace("\"PENDING\"", "\"PAUSED\""));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> row.read(StepRecord.class))
        .withMessageContaining("Cannot read row secureacr-")
        .withMessageContaining("PAUSED")
        .withMessageContaining("deploy the newest version that ran here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "", "{\"queue\": null, \"messageId\": \"m\"}", "[]", "{"})
  void a_row_that_holds_no_record_is_refused_by_name(String json) {
    Row row = SetupRows.outbox(SETUP.id(), MESSAGE, NOON);
    row.entity().addProperty("json", json);

    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> row.read(Outgoing.class))
        .withMessageContaining("Cannot read row secureacr-");
  }

  @Test
  void a_long_record_takes_several_columns() {
    StepRecord step = pending().change().waitingFor("😀".repeat(10_000)).record();

    Row row = SetupRows.step(SETUP.id(), step);

    assertThat(row.entity().getProperties()).containsKeys("json", "json2", "json3", "json4");
    assertThat(row.entity().getProperties().values())
        .filteredOn(String.class::isInstance)
        .allSatisfy(text -> assertThat((String) text).hasSizeLessThanOrEqualTo(32 * 1024));
    assertThat(row.read(StepRecord.class)).isEqualTo(step);
  }

  @Test
  void a_record_too_long_for_a_row_is_refused() {
    StepRecord step = pending().change().waitingFor("x".repeat(500_000)).record();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SetupRows.step(SETUP.id(), step))
        .withMessageContaining("step|subnet.a")
        .withMessageContaining("a row holds about 480000");
  }

  private static StepRecord pending() {
    return Samples.pending(StepKind.SUBNET, "a");
  }

  private static ResourceChange byNobodyKnown() {
    return new ResourceChange(
        Samples.group(),
        "Microsoft.Resources/subscriptions/resourceGroups/delete",
        Actor.UNKNOWN,
        "c-1",
        NOON);
  }

  private static TableLeases.Lease lease() {
    return new TableLeases.Lease(Samples.network("vnet-hub"), "secureacr/1/subnet.a", NOON);
  }

  private static TableLeases.Throttle throttle() {
    return new TableLeases.Throttle("11111111-2222-3333-4444-555555555555", NOON);
  }

  /** The columns in order, and the JSON in its column as JSON. */
  private static Map<String, Object> readable(Row row) throws IOException {
    Map<String, Object> columns = new TreeMap<>(row.entity().getProperties());
    columns.put("json", MAPPER.readTree((String) columns.get("json")));
    return columns;
  }

  private static Row stored(String name) throws IOException {
    return Row.of("p", "r", golden(name).get("json"));
  }

  private static JsonNode golden(String name) throws IOException {
    String file = name + ".json";
    try (InputStream in = StoredFormTest.class.getResourceAsStream(file)) {
      return MAPPER.readTree(Objects.requireNonNull(in, "There is no golden file " + file));
    }
  }
}
