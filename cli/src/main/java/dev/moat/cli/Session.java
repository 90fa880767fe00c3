package dev.moat.cli;

import dev.moat.cli.screen.Seconds;
import dev.moat.cli.screen.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.logging.FileHandler;
import org.jspecify.annotations.Nullable;

/**
 * The whole stack while a command runs. It is stopped and cleaned up at the command's end, and also
 * when Ctrl-C or SIGTERM ends this process.
 */
final class Session implements AutoCloseable {

  private final Terminal terminal;
  private final CleanUp cleanUp;
  private final Thread hook = new Thread(this::interrupted, "stop-session");
  private volatile boolean interrupted;
  private @Nullable LocalMoat moat;
  private @Nullable FileHandler log;
  private boolean over;

  /** What is to be done once everything has stopped. */
  @FunctionalInterface
  interface CleanUp {

    /**
     * @param interrupted whether all was stopped by Ctrl-C or SIGTERM
     */
    void after(boolean interrupted);
  }

  private Session(Terminal terminal, CleanUp cleanUp) {
    this.terminal = terminal;
    this.cleanUp = cleanUp;
  }

  /**
   * Starts local Azure and the app, and tells so.
   *
   * @param folder for logs, certificates and state
   * @param cleanUp what to do once all has stopped, also when it did not start
   */
  static Session open(
      Path home, Path folder, Latency latency, Terminal terminal, Clock clock, CleanUp cleanUp) {
    Session session = new Session(terminal, cleanUp);
    Runtime.getRuntime().addShutdownHook(session.hook);
    try {
      session.start(home, folder, latency, clock);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Ctrl-C during the start waits here until it is known what there is to stop. */
  private synchronized void start(Path home, Path folder, Latency latency, Clock clock) {
    Instant begun = clock.instant();
    terminal.begin("Starting local Azure and the function app … ");
    log = QuietLogs.to(logs(folder).resolve("moat.log"));
    moat = LocalMoat.start(home, folder, latency.toString(), Map.of());
    terminal.line(Seconds.of(Duration.between(begun, clock.instant())) + " s");
  }

  /** Where everything that runs writes its log. */
  static Path logs(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("logs"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to " + folder, e);
    }
  }

  synchronized LocalMoat moat() {
    if (moat == null) {
      throw new IllegalStateException("The session has not started");
    }
    return moat;
  }

  /** Whether this process is ending: then whatever fails does so because all is being stopped. */
  boolean isInterrupted() {
    return interrupted;
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The JVM is ending: the hook is running or has run, and cannot be removed.
    }
  }

  private void interrupted() {
    interrupted = true;
    terminal.close("\nStopping …");
    stop();
  }

  private synchronized void stop() {
    if (over) {
      return;
    }
    over = true;
    if (moat != null) {
      moat.close();
    }
    if (log != null) {
      log.close();
    }
    cleanUp.after(interrupted);
  }
}
