package dev.moat.upgrade;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableItem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows as JSON, in the form in which the Table service sends them.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations">The
 *     payload format of the Table service</a>
 */
public final class StoredRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "@odata.type";

  private StoredRows() {}

  /** All rows of all tables, by table. */
  static ObjectNode all(TableServiceClient service) {
    ObjectNode tables = JSON.createObjectNode();
    for (TableItem table : service.listTables()) {
      ArrayNode rows = tables.putArray(table.getName());
      service.getTableClient(table.getName()).listEntities().forEach(row -> rows.add(json(row)));
    }
    return tables;
  }

  /** Puts these rows into tables that are there. */
  static void put(JsonNode tables, TableServiceClient service) {
    for (Map.Entry<String, JsonNode> table : tables.properties()) {
      TableClient client = service.getTableClient(table.getKey());
      table.getValue().forEach(row -> client.createEntity(entity(row)));
    }
  }

  /** The row that this JSON tells of. */
  public static TableEntity entity(JsonNode json) {
    TableEntity entity =
        new TableEntity(json.required("PartitionKey").asText(), json.required("RowKey").asText());
    for (Map.Entry<String, JsonNode> property : json.properties()) {
      String name = property.getKey();
      if (!name.contains("@") && !name.endsWith("Key")) {
        entity.addProperty(name, value(property.getValue(), json.path(name + TYPE).asText()));
      }
    }
    return entity;
  }

  private static Object value(JsonNode value, String type) {
    return switch (type) {
      case "Edm.Int64" -> Long.valueOf(value.asText());
      case "Edm.DateTime" -> OffsetDateTime.parse(value.asText());
      default -> value.isInt() ? (Object) value.intValue() : value.asText();
    };
  }

  private static ObjectNode json(TableEntity row) {
    ObjectNode json = JSON.createObjectNode();
    for (Map.Entry<String, Object> property : new TreeMap<>(row.getProperties()).entrySet()) {
      String name = property.getKey();
      if (!name.startsWith("Timestamp") && !name.contains("odata.")) {
        add(json, name, property.getValue());
      }
    }
    return json;
  }

  private static void add(ObjectNode json, String name, Object value) {
    if (value instanceof Integer number) {
      json.put(name, number);
      return;
    }
    if (!(value instanceof String)) {
      json.put(name + TYPE, value instanceof Long ? "Edm.Int64" : "Edm.DateTime");
    }
    json.put(name, value.toString());
  }
}
