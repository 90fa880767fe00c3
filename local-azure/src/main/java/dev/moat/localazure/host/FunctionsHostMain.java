package dev.moat.localazure.host;

import dev.moat.localazure.host.app.AppSettings;
import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.app.InvalidFunctionAppException;
import dev.moat.localazure.host.log.HostLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Functions host as a process. Its environment variables are the app settings. */
@Command(
    name = "functions-host",
    mixinStandardHelpOptions = true,
    description = "Runs a packaged Azure function app on this machine.")
public final class FunctionsHostMain implements Callable<Integer> {

  private static final int CANNOT_START = 1;

  /**
   * What the libraries say that concerns nobody: each token, and each link at its start. Held here,
   * because the log manager would forget the loggers and their levels.
   */
  private static final Map<Logger, Level> QUIETER =
      Map.of(
          Logger.getLogger("com.azure"), Level.WARNING,
          Logger.getLogger("com.azure.core.amqp.implementation.MessageFlux"), Level.SEVERE,
          Logger.getLogger("com.microsoft.aad.msal4j"), Level.WARNING);

  @Option(
      names = "--app",
      required = true,
      paramLabel = "<folder>",
      description = "the staging folder, target/azure-functions/<appName>")
  private Path app = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description =
          "the HTTP port on the loopback interface; 0 for any free one (${DEFAULT-VALUE})")
  private int port = 7071;

  @Option(
      names = "--state",
      paramLabel = "<folder>",
      description = "where timers remember when they ran; without it nothing is past due at start")
  private @Nullable Path state;

  private final HostLog log = new HostLog(System.out, Clock.systemUTC());

  public static void main(String[] args) {
    int exitCode = new CommandLine(new FunctionsHostMain()).execute(args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Returns when the host cannot start; else runs until the process is told to end. */
  @Override
  public Integer call() throws InterruptedException {
    try {
      FunctionApp functionApp = FunctionApp.read(app);
      printLogRecordsAsHostLines(functionApp.host().logLevels().ofConsole());
      makeRoomForHandlers(functionApp);
      FunctionsHost host =
          new FunctionsHost(
              functionApp,
              new AppSettings(System.getenv()),
              port,
              Optional.ofNullable(state),
              log,
              Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(host), "stop-host"));
      host.start();
      System.out.println("Functions host is listening on " + host.url());
      host.functionList().forEach(line -> System.out.println("  " + line));
    } catch (InvalidFunctionAppException | IOException e) {
      log.line("Cannot start the Functions host: " + e.getMessage());
      return CANNOT_START;
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private void stop(FunctionsHost host) {
    log.line("Stopping: no new invocations, waiting for those that run");
    try {
      host.close();
      log.line("Stopped");
    } catch (IOException | RuntimeException e) {
      log.line("Cannot stop in order", e);
    }
  }

  /**
   * The SDK runs message handlers on a pool of ten threads per processor for the whole process,
   * fewer than many queues at their {@code maxConcurrentCalls} need. The pool reads this property
   * when it is first used.
   */
  private static void makeRoomForHandlers(FunctionApp app) {
    long queues =
        app.functions().stream().filter(f -> f.trigger().isOf("serviceBusTrigger")).count();
    long threads = 32 + queues * app.host().serviceBus().maxConcurrentCalls();
    System.setProperty("reactor.schedulers.defaultBoundedElasticSize", Long.toString(threads));
  }

  /** As the lines that a worker writes to its console. */
  private void printLogRecordsAsHostLines(Level least) {
    Logger root = Logger.getLogger("");
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    root.addHandler(log.handler("", least));
    root.setLevel(Level.INFO);
    QUIETER.forEach(Logger::setLevel);
  }
}
