package dev.moat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code moat demo drift}. */
@Command(
    name = "drift",
    description =
        "Makes a registry private, has somebody undo that by hand, and shows how Moat notices, tells"
            + " who did it, and repairs it.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DriftDemoCommand implements Callable<Integer> {

  private final DemoCommand demo;

  /**
   * @param demo whose options this command has too
   */
  DriftDemoCommand(DemoCommand demo) {
    this.demo = demo;
  }

  @Override
  public Integer call() {
    return demo.show(stage -> new DriftDemo(stage).run());
  }
}
