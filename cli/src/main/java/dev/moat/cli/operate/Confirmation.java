package dev.moat.cli.operate;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of commands whose effect cannot simply be taken back. */
final class Confirmation {

  @Option(names = "--yes", description = "Do not ask whether to go on.")
  private boolean yes;

  boolean isGiven() {
    return yes;
  }

  /** Throws {@link Failure} unless somebody says yes, or said so on the command line. */
  void require(String question, Prompt prompt) {
    if (yes) {
      return;
    }
    Optional<String> answer = prompt.ask(question + " [y/N] ");
    if (answer.isEmpty()) {
      throw new Failure(
          Exit.USAGE,
          "This asks before it does anything, and there is no terminal to ask at.",
          "Say --yes on the command line.");
    }
    if (!answer.get().strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw declined();
    }
  }

  static Failure declined() {
    return new Failure("Nothing was done: the answer was not yes.", "Ask again when it is.");
  }
}
