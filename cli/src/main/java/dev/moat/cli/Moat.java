package dev.moat.cli;

import dev.moat.cli.screen.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code ./moat}: its subcommands do the work. */
@Command(
    name = "moat",
    description = "Makes Azure container registries private, and keeps them so.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything went as it should.",
      "1:It failed; the message says what, why and what to do.",
      "2:The command line is wrong.",
      "130:Stopped by Ctrl-C."
    })
public final class Moat implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Moat() {}

  /**
   * Runs a command.
   *
   * <p>System properties: {@code moat.home}, the folder of the project, unless said otherwise the
   * current one; {@code moat.terminal}, rows and columns when standard output is a terminal.
   */
  public static void main(String[] arguments) {
    QuietLogs.begin();
    Path home = Path.of(System.getProperty("moat.home", ".")).toAbsolutePath().normalize();
    Terminal terminal = Terminal.ofThisProcess(System.getProperty("moat.terminal"));
    System.exit(commandLine(home, terminal, Clock.systemUTC()).execute(arguments));
  }

  /** The command line over the project in this folder. */
  static CommandLine commandLine(Path home, Terminal terminal, Clock clock) {
    DemoCommand demo = new DemoCommand(home, terminal, clock);
    return new CommandLine(new Moat())
        .addSubcommand(new CommandLine(demo).addSubcommand(new DriftDemoCommand(demo)))
        .addSubcommand(new UpCommand(home, terminal, clock))
        .addSubcommand(new PostCommand(home, terminal))
        .addSubcommand(new StatusCommand(home, terminal, clock))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              Failures.report(terminal, exception);
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? 'moat demo' is a good start.");
  }
}
