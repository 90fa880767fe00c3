package dev.moat.store.table;

import com.azure.data.tables.models.TableEntity;
import dev.moat.store.StoreException;
import dev.moat.store.UnreadableException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A row: the whole record as JSON in the columns {@code json}, {@code json2}, …, the version of
 * this form in {@code schema}, and copies of what an operator may look for in columns of their own.
 * A text column holds 32 Ki characters and a row 1 MiB, so the JSON is split, and refused when it
 * is longer than 15 columns.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model">The
 *     Table service data model</a>
 */
record Row(TableEntity entity) {

  private static final int SCHEMA = 1;
  private static final int COLUMN_CHARACTERS = 32_000;
  private static final int JSON_COLUMNS = 15;
  private static final String ETAG = "odata.etag";

  /** A row to write that holds this record. */
  static Row of(String partitionKey, String rowKey, Object record) {
    Row row = new Row(new TableEntity(partitionKey, rowKey));
    row.entity.addProperty("schema", SCHEMA);
    row.writeJson(Json.write(record));
    return row;
  }

  /** Adds a column to look for. */
  Row column(String name, String text) {
    entity.addProperty(name, Texts.label(text));
    return this;
  }

  /** Adds a column to look for. */
  Row column(String name, long number) {
    entity.addProperty(name, number);
    return this;
  }

  /** Adds a column to look for, by time; the service keeps no nanoseconds. */
  Row column(String name, Instant time) {
    entity.addProperty(name, time.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    return this;
  }

  /** Names the version of the stored row that this one is to replace. */
  Row replacing(String version) {
    entity.addProperty(ETAG, version);
    return this;
  }

  String version() {
    return entity.getETag();
  }

  /** The record; throws {@link UnreadableException} when this version of Moat cannot read it. */
  <T> T read(Class<T> type) {
    if (!(entity.getProperty("schema") instanceof Integer schema) || schema > SCHEMA) {
      throw new UnreadableException(
          "Cannot read row %s: its schema is %s, and this version of Moat knows 1 to %d. Deploy the version that wrote it"
              .formatted(name(), entity.getProperty("schema"), SCHEMA));
    }
    try {
      return Json.read(readJson(), type);
    } catch (StoreException e) {
      throw new UnreadableException(
          "Cannot read row %s: %s. A newer version of Moat wrote it, or a person changed it: deploy the newest version that ran here"
              .formatted(name(), e.getMessage()),
          e);
    }
  }

  /**
   * The record; empty when this version of Moat cannot read it.
   *
   * @param unreadable is told then
   */
  <T> Optional<T> read(Class<T> type, Consumer<UnreadableException> unreadable) {
    try {
      return Optional.of(read(type));
    } catch (UnreadableException e) {
      unreadable.accept(e);
      return Optional.empty();
    }
  }

  String name() {
    return entity.getPartitionKey() + "|" + entity.getRowKey();
  }

  private void writeJson(String json) {
    int column = 1;
    for (int from = 0; from < json.length(); column++) {
      if (column > JSON_COLUMNS) {
        throw new StoreException(
            "Cannot store row %s: its record has %d characters and a row holds about %d. Ask for less in one request"
                .formatted(name(), json.length(), JSON_COLUMNS * COLUMN_CHARACTERS));
      }
      int to = Math.min(json.length(), from + COLUMN_CHARACTERS);
      entity.addProperty(jsonColumn(column), json.substring(from, to));
      from = to;
    }
  }

  private String readJson() {
    StringBuilder json = new StringBuilder();
    for (int column = 1; entity.getProperty(jsonColumn(column)) instanceof String part; column++) {
      json.append(part);
    }
    return json.toString();
  }

  private static String jsonColumn(int number) {
    return number == 1 ? "json" : "json" + number;
  }
}
