package dev.moat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code moat demo failure}. */
@Command(
    name = "failure",
    description =
        "Has a setup fail for a cause that only shows at its step, and shows how an operator finds"
            + " it, mends the cause and replays it, with the commands of operators.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FailureDemoCommand implements Callable<Integer> {

  private final DemoCommand demo;

  /**
   * @param demo whose options this command has too
   */
  FailureDemoCommand(DemoCommand demo) {
    this.demo = demo;
  }

  @Override
  public Integer call() {
    return demo.show(stage -> new FailureDemo(stage, new TypedCommands(demo.home(), stage)).run());
  }
}
