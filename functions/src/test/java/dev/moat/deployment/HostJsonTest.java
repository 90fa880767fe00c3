package dev.moat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/host-json.md} held against host.json. */
class HostJsonTest {

  /** A row such as {@code | `functionTimeout` | `00:05:00` | why | otherwise | source |}. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([^`]+)` \\| `([^`]*)` \\| [^|]+ \\| [^|]+ \\| \\[[^|]+ \\|$", Pattern.MULTILINE);

  @Test
  void every_key_is_explained_with_its_value_and_nothing_else_is() throws IOException {
    Map<String, String> explained =
        ROW.matcher(Files.readString(Path.of("../docs/host-json.md")))
            .results()
            .collect(Collectors.toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));

    assertThat(explained)
        .isEqualTo(keys(new ObjectMapper().readTree(Path.of("../host.json").toFile())));
  }

  @Test
  void a_lock_is_kept_for_longer_than_a_function_may_run() throws IOException {
    Map<String, String> keys = keys(new ObjectMapper().readTree(Path.of("../host.json").toFile()));

    assertThat(keys.get("extensions.serviceBus.maxAutoLockRenewalDuration"))
        .isGreaterThan(keys.get("functionTimeout"));
  }

  private static Map<String, String> keys(JsonNode host) {
    Map<String, String> keys = new TreeMap<>();
    collect("", host, keys);
    return keys;
  }

  private static void collect(String path, JsonNode node, Map<String, String> into) {
    if (node.isValueNode()) {
      into.put(path, node.asText());
      return;
    }
    node.properties()
        .forEach(
            entry ->
                collect(
                    path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                    entry.getValue(),
                    into));
  }
}
