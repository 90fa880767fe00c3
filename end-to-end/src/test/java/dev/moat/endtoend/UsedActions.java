package dev.moat.endtoend;

import dev.moat.cli.LocalArm.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Moat asked of its roles while a test class ran, an action a line, in {@code
 * target/actions/<class>.txt}.
 */
record UsedActions(String testClass) {

  private Path file() {
    return Path.of(System.getProperty("moat.actions")).resolve(testClass + ".txt");
  }

  /** Nothing is known of a class that is running. */
  void forget() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file(), e);
    }
  }

  void keep(List<Call> calls) {
    Set<String> actions =
        calls.stream()
            .flatMap(call -> call.actions().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    try {
      Files.createDirectories(file().getParent());
      Files.write(file(), actions);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file(), e);
    }
  }

  /** Throws when the class has not run to its end. */
  List<String> read() {
    try {
      return Files.readAllLines(file());
    } catch (IOException e) {
      throw new UncheckedIOException(
          testClass + " has not run to its end: run all integration tests", e);
    }
  }
}
