package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Writes recorded calls in the form that checkers of API descriptions read. */
public final class Traffic {
  private static final Path DIRECTORY = Path.of("target", "arm-traffic");

  private Traffic() {}

  /** Writes all calls that ARM descriptions know, that is all with a known resource type. */
  public static void write(ResourceManager azure, String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode traffic = json.createArrayNode();
    for (RecordedCall call : azure.calls()) {
      Map<String, String> query = new TreeMap<>(call.query());
      query.remove("api-version");
      ObjectNode entry =
          traffic
              .addObject()
              .put("method", call.method())
              .put("path", call.path())
              .put("apiVersion", call.apiVersion())
              .put("status", call.status());
      entry.set("query", json.valueToTree(query));
      entry.set("requestBody", call.requestBody());
      entry.set("responseHeaders", json.valueToTree(call.replyHeaders()));
      entry.set("responseBody", call.replyBody());
    }
    Files.createDirectories(DIRECTORY);
    json.writerWithDefaultPrettyPrinter()
        .writeValue(DIRECTORY.resolve(name + ".json").toFile(), traffic);
  }
}
