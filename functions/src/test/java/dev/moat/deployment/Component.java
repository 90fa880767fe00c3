package dev.moat.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A component of a bill of materials in CycloneDX.
 *
 * @param group empty for npm, which has the scope in the name
 * @see <a href="https://cyclonedx.org/docs/1.6/json/#components">CycloneDX</a>
 */
record Component(
    String group, String name, String version, List<String> licences, JsonNode hashes) {

  static List<Component> read(Path bill) throws IOException {
    return StreamSupport.stream(
            new ObjectMapper().readTree(bill.toFile()).path("components").spliterator(), false)
        .map(Component::of)
        .toList();
  }

  private static Component of(JsonNode json) {
    return new Component(
        json.path("group").asText(),
        json.path("name").asText(),
        json.path("version").asText(),
        json.path("licenses").findValuesAsText("id"),
        json.path("hashes"));
  }

  String jar() {
    return "lib/" + name + "-" + version + ".jar";
  }

  /** In hexadecimal digits. */
  String hash(String algorithm) {
    return StreamSupport.stream(hashes.spliterator(), false)
        .filter(hash -> hash.path("alg").asText().equals(algorithm))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " has no " + algorithm))
        .path("content")
        .asText();
  }
}
