package dev.moat.upgrade;

import com.azure.data.tables.models.TableEntity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All there was at one moment in the life of a version: what stood in the tables, what was under
 * way in the queues, and Azure.
 *
 * @param tables the rows, by table
 * @param messages those that were sent and not received
 * @param azure the saved state of the local Resource Manager
 */
public record Moment(Instant at, ObjectNode tables, List<Outgoing> messages, JsonNode azure) {

  private static final Path FOLDER = Path.of("src", "test", "resources", "dev", "moat", "upgrade");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The names of all moments that are kept, such as {@code core/running}. */
  public static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
          .map(file -> file.substring(0, file.length() - ".json".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The moment of that name. */
  public static Moment read(String name) {
    try (InputStream in = Moment.class.getResourceAsStream(name + ".json")) {
      return of(JSON.readTree(Objects.requireNonNull(in, "There is no moment " + name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps this moment under a name. */
  void keep(String name) {
    ObjectNode json = JSON.createObjectNode().put("at", at.toString());
    json.set("tables", tables);
    messages.forEach(message -> json.withArray("messages").add(json(message)));
    json.set("azure", azure);
    try {
      Path file = FOLDER.resolve(name + ".json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a table. */
  public List<TableEntity> rows(String table) {
    List<TableEntity> rows = new ArrayList<>();
    tables.path(table).forEach(row -> rows.add(StoredRows.entity(row)));
    return rows;
  }

  private static Moment of(JsonNode json) {
    List<Outgoing> messages = new ArrayList<>();
    json.path("messages").forEach(message -> messages.add(message(message)));
    return new Moment(
        Instant.parse(json.required("at").asText()),
        (ObjectNode) json.required("tables"),
        messages,
        json.required("azure"));
  }

  /** A message in the form in which it is kept. */
  public static ObjectNode json(Outgoing message) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("queue", message.queue())
            .put("messageId", message.messageId())
            .put("body", message.body());
    message.notBefore().ifPresent(time -> json.put("notBefore", time.toString()));
    message.contentType().ifPresent(type -> json.put("contentType", type));
    message.correlationId().ifPresent(id -> json.put("correlationId", id));
    new TreeMap<>(message.properties())
        .forEach((name, value) -> json.withObject("/properties").put(name, value));
    return json;
  }

  private static Outgoing message(JsonNode json) {
    Map<String, String> properties = new TreeMap<>();
    json.path("properties")
        .properties()
        .forEach(p -> properties.put(p.getKey(), p.getValue().asText()));
    return new Outgoing(
        json.required("queue").asText(),
        json.required("messageId").asText(),
        json.required("body").asText(),
        Optional.ofNullable(json.get("notBefore")).map(JsonNode::asText).map(Instant::parse),
        properties,
        Optional.ofNullable(json.get("contentType")).map(JsonNode::asText),
        Optional.ofNullable(json.get("correlationId")).map(JsonNode::asText));
  }
}
