package dev.moat.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The events on the page about the contract, with the ids that it shortens. */
final class ReplyExamples {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern BLOCK =
      Pattern.compile("```json\n(\\{ \"specversion\".*?)```", Pattern.DOTALL);

  private static final Map<String, JsonNode> BY_TYPE =
      BLOCK
          .matcher(SampleRequest.read("/docs/request-contract.md"))
          .results()
          .map(block -> json(block.group(1).replace("…", SampleRequest.GROUP.value())))
          .collect(Collectors.toMap(event -> event.path("type").asText(), event -> event));

  private ReplyExamples() {}

  static JsonNode onThePage(String type) {
    JsonNode event = BY_TYPE.get("dev.moat.setup." + type);
    if (event == null) {
      throw new AssertionError("The page has no example of " + type + " among " + BY_TYPE.keySet());
    }
    return event;
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("No JSON: " + text, e);
    }
  }
}
