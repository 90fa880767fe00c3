package dev.moat.cli.operate;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is to be done with a message that could not be handled. */
final class LetterOptions {

  @Option(names = "--replay", description = "Send it again.")
  private boolean replay;

  @Option(names = "--discard", description = "Forget it.")
  private boolean discard;

  @Mixin private Confirmation confirmation = new Confirmation();

  boolean replay() {
    return replay;
  }

  boolean discard() {
    return discard;
  }

  /**
   * What is wrong with the options; empty when nothing is.
   *
   * @param named whether it is said which message is meant
   * @param how that is said
   */
  Optional<String> problem(boolean named, String how) {
    if (replay && discard) {
      return Optional.of("Only one of --replay and --discard can be given.");
    }
    return (replay || discard) && !named
        ? Optional.of("Say which by %s.".formatted(how))
        : Optional.empty();
  }

  void confirm(String question, Surroundings surroundings) {
    confirmation.require(question, surroundings.prompt());
  }
}
