package dev.moat.cli;

import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Seconds;
import dev.moat.cli.screen.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code moat demo}. */
@Command(
    name = "demo",
    description =
        "Makes a registry private in an Azure that runs on this machine, shows how, and stops it all"
            + " again.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {

  private final Path home;
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private LatencyOption latency = new LatencyOption();

  @Option(
      names = "--keep-logs",
      scope = ScopeType.INHERIT,
      description = "Keep logs and state, and say where they are.")
  private boolean keepLogs;

  private boolean succeeded;

  DemoCommand(Path home, Terminal terminal, Clock clock) {
    this.home = home;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** The folder of the project. */
  Path home() {
    return home;
  }

  @Override
  public Integer call() {
    return show(stage -> new Demo(stage).run());
  }

  /** Gives a demonstration on a stage that is built for it and taken down afterwards. */
  int show(Consumer<Stage> demonstration) {
    Instant begun = clock.instant();
    Path folder = Folders.create("moat-demo-");
    run(folder, demonstration);
    if (Files.exists(folder)) {
      terminal.line("Logs are in " + Session.logs(folder));
    }
    if (!succeeded) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    terminal.line(
        "%s in %s s. Nothing is left running."
            .formatted(
                terminal.in(Colour.GREEN, "Done"),
                Seconds.of(Duration.between(begun, clock.instant()))));
    return CommandLine.ExitCode.OK;
  }

  private void run(Path folder, Consumer<Stage> demonstration) {
    try (Session session =
        Session.open(
            home,
            folder,
            latency.value(),
            terminal,
            clock,
            interrupted -> cleanUp(folder, interrupted))) {
      SetupWatch watch =
          new SetupWatch(
              Watched.of(session.moat()),
              clock,
              time -> Thread.sleep(time.toMillis()),
              latency.value().patience());
      demonstration.accept(new Stage(session.moat(), Sample.in(home), watch, terminal, clock));
      succeeded = true;
    } catch (RuntimeException e) {
      Failures.report(terminal, e);
    }
  }

  /** What failed can be looked at afterwards. */
  private void cleanUp(Path folder, boolean interrupted) {
    if (!keepLogs && (succeeded || interrupted)) {
      Folders.delete(folder);
    }
  }
}
