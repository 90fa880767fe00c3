package dev.moat.localazure.resourcemanager;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the state of a Resource Manager in a file, which is replaced as a whole. */
final class StateFile {
  private final ObjectMapper json = new ObjectMapper();
  private final Path file;

  StateFile(Path file) {
    this.file = file;
  }

  boolean exists() {
    return Files.exists(file);
  }

  void load(ResourceManager resourceManager) throws IOException {
    if (exists()) {
      resourceManager.restore(json.readTree(file.toFile()));
    }
  }

  /** Saves the present state; callers that come at once take turns. */
  synchronized void save(ResourceManager resourceManager) {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      json.writeValue(written.toFile(), resourceManager.snapshot());
      Files.move(
          written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("The state cannot be saved to " + file + ".", e);
    }
  }
}
