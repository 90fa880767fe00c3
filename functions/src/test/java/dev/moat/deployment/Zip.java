package dev.moat.deployment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A zip or jar, read whole.
 *
 * @param files by name, without folders
 * @param times of all entries
 */
record Zip(Map<String, byte[]> files, Set<LocalDateTime> times) {

  static Zip read(Path file) {
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + "; run mvn package", e);
    }
  }

  private static Zip read(byte[] bytes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Set<LocalDateTime> times = new HashSet<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        times.add(entry.getTimeLocal());
        if (!entry.isDirectory()) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return new Zip(files, times);
  }

  List<String> names() {
    return List.copyOf(files.keySet());
  }

  byte[] bytes(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new AssertionError("There is no " + name + " among " + names());
    }
    return bytes;
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** The names of the classes in a jar that is in this one. */
  List<String> classesIn(String jar) {
    try {
      return new ArrayList<>(read(bytes(jar)).files.keySet())
          .stream().filter(name -> name.endsWith(".class")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + jar, e);
    }
  }
}
