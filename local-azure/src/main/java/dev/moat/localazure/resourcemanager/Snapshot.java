package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The whole state as one JSON document, for a process that starts again. */
final class Snapshot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLLABLE = Duration.ofHours(1);

  private Snapshot() {}

  static ObjectNode of(Cloud cloud) {
    ObjectNode snapshot = Json.object();
    ArrayNode resources = snapshot.putArray("resources");
    for (Resource resource : cloud.resources().all()) {
      ObjectNode entry = resources.addObject();
      entry.put("id", resource.id().text()).put("etag", resource.etag());
      entry.set("body", resource.body().deepCopy());
    }
    ArrayNode operations = snapshot.putArray("operations");
    Set<String> atWork =
        cloud.operations().atWork().stream().map(Operation::id).collect(Collectors.toSet());
    long oldest = cloud.now().minus(POLLABLE).toEpochMilli();
    for (Operation operation : cloud.operations().all()) {
      if (atWork.contains(operation.id()) || operation.endsAtMillis() > oldest) {
        ObjectNode entry = operations.addObject().put("atWork", atWork.contains(operation.id()));
        entry.set("operation", JSON.valueToTree(operation));
      }
    }
    ObjectNode principals = snapshot.putObject("principals");
    ArrayNode forgotten = principals.putArray("forgotten");
    cloud.principals().forgotten().forEach(forgotten::add);
    ObjectNode replicated = principals.putObject("replicatedAt");
    for (Map.Entry<String, Instant> known : cloud.principals().replicatedAt().entrySet()) {
      replicated.put(known.getKey(), known.getValue().toString());
    }
    ArrayNode bound = principals.putArray("boundByRoles");
    cloud.principals().boundByRoles().forEach(bound::add);
    return snapshot;
  }

  /**
   * Fills an empty cloud.
   *
   * @throws IllegalArgumentException when the document is not one of {@link #of}
   */
  static void restore(JsonNode snapshot, Cloud cloud) {
    for (JsonNode entry : snapshot.path("resources")) {
      ResourceId id = ResourceId.parse(Json.text(entry, "/id"));
      cloud.resources().put(new Resource(id, body(entry), Json.text(entry, "/etag")));
    }
    for (JsonNode entry : snapshot.path("operations")) {
      Operation operation = operation(entry.path("operation"));
      if (entry.path("atWork").asBoolean()) {
        cloud.operations().add(operation);
      } else {
        cloud.operations().addFinished(operation);
      }
    }
    for (Map.Entry<String, JsonNode> known : snapshot.at("/principals/replicatedAt").properties()) {
      cloud.principals().add(known.getKey(), Instant.parse(known.getValue().asText()));
    }
    for (JsonNode principal : snapshot.at("/principals/forgotten")) {
      cloud.principals().forget(principal.asText());
    }
    for (JsonNode principal : snapshot.at("/principals/boundByRoles")) {
      cloud.principals().bindByRoles(principal.asText());
    }
  }

  private static ObjectNode body(JsonNode entry) {
    if (entry.get("body") instanceof ObjectNode body) {
      return body;
    }
    throw new IllegalArgumentException("The saved state has a resource without a body: " + entry);
  }

  private static Operation operation(JsonNode saved) {
    try {
      return JSON.treeToValue(saved, Operation.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The saved state has an unreadable operation.", e);
    }
  }
}
