package dev.moat.cli;

import dev.moat.cli.operate.OperatorCommands;
import dev.moat.cli.operate.Prompt;
import dev.moat.cli.operate.Surroundings;
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
      "3:It cannot be done as things are; nothing has changed.",
      "4:There is no such thing.",
      "5:Not allowed.",
      "6:The API cannot be reached.",
      "130:Stopped by Ctrl-C."
    })
public final class Moat implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Moat() {}

  /**
   * Runs a command.
   *
   * <p>System properties: {@code moat.home}, the folder of the project, unless said otherwise the
   * current one; {@code moat.terminal}, rows and columns when standard output is a terminal that
   * may have colours; {@code moat.columns}, columns when it is one that may not; {@code
   * moat.prompt}, not empty when somebody sits at a terminal to answer questions.
   */
  public static void main(String[] arguments) {
    QuietLogs.begin();
    Path home = Path.of(System.getProperty("moat.home", ".")).toAbsolutePath().normalize();
    Terminal terminal =
        Terminal.ofThisProcess(
            System.getProperty("moat.terminal"), System.getProperty("moat.columns"));
    Runtime.getRuntime().addShutdownHook(new Thread(terminal::end, "end-terminal"));
    Prompt prompt =
        System.getProperty("moat.prompt", "").isEmpty()
            ? Prompt.nobody()
            : Prompt.of(System.in, terminal::question);
    Clock clock = Clock.systemUTC();
    Surroundings surroundings =
        new Surroundings(
            terminal,
            clock,
            time -> Thread.sleep(time.toMillis()),
            System.in,
            prompt,
            System.getenv(),
            () -> RunningStack.api(home));
    System.exit(commandLine(home, surroundings).execute(arguments));
  }

  /**
   * Runs a command for a program.
   *
   * @param home the folder of the project
   * @return the exit code
   */
  public static int run(Path home, Surroundings surroundings, String... arguments) {
    return commandLine(home, surroundings).execute(arguments);
  }

  /** The command line over the project in this folder. */
  public static CommandLine commandLine(Path home, Surroundings surroundings) {
    Terminal terminal = surroundings.terminal();
    Clock clock = surroundings.clock();
    DemoCommand demo = new DemoCommand(home, terminal, clock);
    CommandLine line =
        new CommandLine(new Moat())
            .addSubcommand(
                new CommandLine(demo)
                    .addSubcommand(new DriftDemoCommand(demo))
                    .addSubcommand(new FailureDemoCommand(demo)))
            .addSubcommand(new UpCommand(home, terminal, clock))
            .addSubcommand(new PostCommand(home, terminal))
            .addSubcommand(new StatusCommand(home, terminal, clock));
    for (Object command : OperatorCommands.all(surroundings)) {
      CommandLine operators = new CommandLine(command);
      operators.getCommandSpec().versionProvider(new Version());
      line.addSubcommand(operators);
    }
    return line.addSubcommand(new CompletionCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> Failures.report(terminal, exception).code());
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? 'moat demo' is a good start.");
  }
}
