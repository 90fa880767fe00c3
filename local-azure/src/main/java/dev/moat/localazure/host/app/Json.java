package dev.moat.localazure.host.app;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the two JSON files of a function app, with errors that name the file. */
final class Json {

  private Json() {}

  static JsonObject read(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new InvalidFunctionAppException("Cannot read " + file + ": " + e, e);
    } catch (JsonParseException | IllegalStateException e) {
      throw new InvalidFunctionAppException(
          file + " is not a JSON object: " + e.getMessage() + "; package the app again", e);
    }
  }

  /** The value at a path of names, or empty when any of them is absent or null. */
  static Optional<JsonElement> at(JsonObject root, String... names) {
    JsonElement here = root;
    for (String name : names) {
      if (!here.isJsonObject() || !here.getAsJsonObject().has(name)) {
        return Optional.empty();
      }
      here = here.getAsJsonObject().get(name);
    }
    return here.isJsonNull() ? Optional.empty() : Optional.of(here);
  }
}
