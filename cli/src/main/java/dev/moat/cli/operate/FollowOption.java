package dev.moat.cli.operate;

import picocli.CommandLine.Option;

/** The option of commands after which somebody may want to look on. */
final class FollowOption {

  @Option(
      names = "--follow",
      description = "Look on until the setup comes to rest; the exit code tells how it ended.")
  private boolean follow;

  boolean isGiven() {
    return follow;
  }
}
