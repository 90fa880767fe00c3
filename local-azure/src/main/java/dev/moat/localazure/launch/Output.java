package dev.moat.localazure.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Copies what a process prints to its log file, and tells when the line that says "ready" comes.
 */
final class Output {

  private static final int LINES_KEPT = 30;

  private final Path file;
  private final String readyLine;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Deque<String> last = new ArrayDeque<>();

  private Output(Path file, String readyLine) {
    this.file = file;
    this.readyLine = readyLine;
  }

  /**
   * Begins to copy, on a thread that ends with the process.
   *
   * @param readyLine a part of the line by which the process says that it is ready
   */
  static Output copy(InputStream printed, Path file, String readyLine, String name) {
    Output output = new Output(file, readyLine);
    Thread thread = new Thread(() -> output.copy(printed), "log-of-" + name);
    thread.setDaemon(true);
    thread.start();
    return output;
  }

  /** Completes with true at the ready line, with false when the process stops printing before. */
  CompletableFuture<Boolean> ready() {
    return ready;
  }

  /**
   * Waits until all that the process printed is in the file. A grandchild that still holds the
   * stream is not waited for longer than a second.
   */
  void awaitEnd() {
    try {
      ended.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last lines, oldest first. */
  List<String> lastLines() {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  private void copy(InputStream printed) {
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
        PrintStream log =
            new PrintStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.println(line);
        keep(line);
      }
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException("Cannot copy to " + file, e));
    } finally {
      ready.complete(false);
      ended.countDown();
    }
  }

  private void keep(String line) {
    synchronized (last) {
      last.addLast(line);
      if (last.size() > LINES_KEPT) {
        last.removeFirst();
      }
    }
    if (line.contains(readyLine)) {
      ready.complete(true);
    }
  }
}
