package dev.moat.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmResource;
import dev.moat.arm.Begun;
import dev.moat.model.ResourceId;
import java.util.List;
import java.util.Set;

/**
 * A resource as it was read, made fit to be written back: what Azure alone may say is taken out,
 * all else stays, also what this code has never heard of.
 */
final class Echo {

  private static final List<String> IN_THE_URL = List.of("id", "name", "type");
  private static final Set<String> READ_ONLY = Set.of("etag", "provisioningState", "systemData");

  private Echo() {}

  /**
   * @param readOnly what only Azure says of this kind of resource, at any depth of its properties
   */
  static ObjectNode of(ArmResource found, Set<String> readOnly) {
    ObjectNode copy = found.body().deepCopy();
    copy.remove(IN_THE_URL);
    copy.remove(READ_ONLY);
    strip(copy.path("properties"), READ_ONLY);
    strip(copy.path("properties"), readOnly);
    return copy;
  }

  /** Writes it back, if it still is the one that was read. */
  static Begun put(
      StepContext<?> context, ResourceId id, String version, JsonNode body, ArmResource found) {
    return found
        .etag()
        .map(etag -> context.arm().putIfMatch(id, version, body, etag))
        .orElseGet(() -> context.arm().put(id, version, body));
  }

  private static void strip(JsonNode node, Set<String> names) {
    if (node instanceof ObjectNode object) {
      object.remove(names);
    }
    node.forEach(child -> strip(child, names));
  }
}
