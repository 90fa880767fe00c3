package dev.moat.cli;

import dev.moat.cli.screen.Captured;
import java.nio.file.Path;
import java.util.List;

/**
 * A demonstration as it is run by hand. Each has a test class of its own, so that they wait side by
 * side.
 */
final class Demonstration {

  private final Captured captured = new Captured();

  Demonstration() {
    QuietLogs.begin();
  }

  /** Runs {@code ./moat} with these arguments; returns its exit code. */
  int run(String arguments) {
    Path home = Path.of("..").toAbsolutePath().normalize();
    return Moat.commandLine(home, Around.nobody(captured.plain(), home))
        .execute(arguments.split(" "));
  }

  String out() {
    return captured.out();
  }

  String error() {
    return captured.error();
  }

  /** Processes that it started and did not end. */
  List<ProcessHandle> leftRunning() {
    return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
  }
}
