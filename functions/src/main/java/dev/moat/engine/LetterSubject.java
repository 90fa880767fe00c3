package dev.moat.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupId;
import java.util.Optional;

/**
 * What a letter is about, as far as its body tells. It may be anything that anybody sent.
 *
 * @param setup as a message of Moat's names it, or of the registry that a request is about; there
 *     need not be such a setup
 * @param step as the body names it
 */
record LetterSubject(Optional<SetupId> setup, Optional<String> step) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static LetterSubject of(String body) {
    JsonNode json = read(body);
    return new LetterSubject(
        text(json.path("setup"))
            .map(SetupId::new)
            .or(() -> text(json.path("registry").path("id")).flatMap(LetterSubject::setupOf)),
        text(json.path("step")));
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.textValue()).filter(text -> !text.isBlank());
  }

  private static Optional<SetupId> setupOf(String registry) {
    try {
      return Optional.of(SetupId.of(new ResourceId(registry)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
