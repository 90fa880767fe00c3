package dev.moat.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.arm.ArmResource;
import dev.moat.model.ResourceId;
import java.util.Optional;

/** Resources as they stand in a list, where the etag is in the body. */
final class Listed {

  private Listed() {}

  static ArmResource resource(ObjectNode item) {
    return new ArmResource(item, Optional.ofNullable(item.path("etag").textValue()));
  }

  static ResourceId id(ArmResource resource) {
    return new ResourceId(resource.at("/id").asText());
  }
}
