package dev.moat.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Files of the project beside the app, by their paths from its root. */
final class ProjectFiles {

  private static final Path ROOT = Path.of("..");

  private ProjectFiles() {}

  static String text(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  static JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(text(path));
  }

  /** The settings of the sample file: a map of the caller's own. */
  static Map<String, String> sampleSettings() throws IOException {
    Map<String, String> values = new TreeMap<>();
    json("local.settings.sample.json")
        .path("Values")
        .properties()
        .forEach(value -> values.put(value.getKey(), value.getValue().textValue()));
    return values;
  }
}
