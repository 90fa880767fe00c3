package dev.moat.localazure.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One part of the local Azure as a process that can be killed and started again alone: its command,
 * its ports and its files stay the same.
 *
 * <p>The process is tied to this one by its standard input: it ends when that closes.
 */
public final class LocalProcess {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(40);

  /**
   * What a process is given of this one's environment; all else would be an app setting by chance.
   */
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final String readyLine;
  private final Path log;
  private @Nullable Process process;
  private @Nullable Output printed;

  LocalProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      String readyLine,
      Path log) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.readyLine = readyLine;
    this.log = log;
  }

  public String name() {
    return name;
  }

  /** The file that everything it prints is appended to, over all its lives. */
  public Path log() {
    return log;
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The operating system's id of the process that runs or ran last. */
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process.pid();
  }

  /**
   * Starts the process and waits until it says that it is ready, for up to a minute.
   *
   * @throws ProcessStartException if it ends or the minute is over before that
   * @throws IllegalStateException if it already runs
   */
  public synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already, as process " + pid());
    }
    Process started = launch();
    Output output = Output.copy(started.getInputStream(), log, readyLine, name);
    process = started;
    printed = output;
    if (!awaitReady(output)) {
      kill();
      throw new ProcessStartException(
          "%s did not start; it ended or took more than %d s. Its last lines, all are in %s:%n%s"
              .formatted(name, START.toSeconds(), log, String.join("\n", output.lastLines())));
    }
  }

  /** Ends the process as a crash does (SIGKILL): it can do nothing more. */
  public synchronized void kill() {
    if (process != null) {
      destroy(process);
      awaitLastLine();
    }
  }

  /**
   * Asks the process to end in order (SIGTERM), and kills it if that takes more than 40 seconds.
   */
  public synchronized void stop() {
    if (process == null) {
      return;
    }
    // Not Process.destroy(), which closes the streams: the last lines would be lost.
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        destroy(process);
      }
    } catch (InterruptedException e) {
      destroy(process);
      Thread.currentThread().interrupt();
    }
    awaitLastLine();
  }

  private void awaitLastLine() {
    if (printed != null) {
      printed.awaitEnd();
    }
  }

  private Process launch() {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      return builder.start();
    } catch (IOException e) {
      throw new ProcessStartException(
          "Cannot run " + command.get(0) + " for " + name + ": " + e.getMessage(), e);
    }
  }

  private static boolean awaitReady(Output output) {
    try {
      return output.ready().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new ProcessStartException("Cannot read what the process prints", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Kills it and waits for its end, which for SIGKILL is not long. */
  private static void destroy(Process process) {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }
}
