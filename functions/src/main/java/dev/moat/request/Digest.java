package dev.moat.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.model.Sha256;

/**
 * The digest of a valid request's content: SHA-256 over its JSON without {@code requestId}, without
 * white space, fields sorted, arrays in their order, UTF-8. Texts are taken as they were posted, so
 * that another case, and a default said or left out, is other content.
 */
final class Digest {

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private Digest() {}

  static String of(ObjectNode request) {
    ObjectNode content = request.deepCopy();
    content.remove("requestId");
    content.put("schemaVersion", content.path("schemaVersion").intValue());
    return Sha256.hex(canonical(content));
  }

  private static String canonical(ObjectNode content) {
    try {
      return CANONICAL.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree that was read can be written", e);
    }
  }
}
