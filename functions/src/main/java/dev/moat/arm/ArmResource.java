package dev.moat.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource as Azure answered it.
 *
 * @param etag of the answer's header or else of its body; not every kind of resource has one
 */
public record ArmResource(ObjectNode body, Optional<String> etag) {

  /** The value at this JSON pointer; a missing node when there is none. */
  public JsonNode at(String pointer) {
    return body.at(pointer);
  }

  /** {@code properties.provisioningState}, or {@code Succeeded} for kinds that have none. */
  public String provisioningState() {
    return at("/properties/provisioningState").asText("Succeeded");
  }

  /** Whether Azure is still creating, updating or deleting the resource. */
  public boolean isChanging() {
    return switch (provisioningState()) {
      case "Succeeded", "Failed", "Canceled" -> false;
      default -> true;
    };
  }
}
