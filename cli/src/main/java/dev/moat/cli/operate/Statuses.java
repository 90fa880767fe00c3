package dev.moat.cli.operate;

import dev.moat.cli.outcome.Exit;
import dev.moat.cli.screen.Colour;
import dev.moat.model.Reversal;
import dev.moat.model.SetupStatus;
import java.util.Optional;

/** What the status of a setup means for people and for scripts. */
final class Statuses {

  private Statuses() {}

  static Colour colour(SetupStatus status) {
    return switch (status) {
      case RUNNING, CHECKING -> Colour.YELLOW;
      case SUCCEEDED, RESTORED, TORN_DOWN -> Colour.GREEN;
      case FAILED, DRIFTED, CANCELLED -> Colour.RED;
    };
  }

  /** With what it works towards, where that is not its request. */
  static String inWords(SetupStatus status, Optional<Reversal> reversal) {
    return status
        + reversal
            .filter(asked -> status.isActive() || status == SetupStatus.FAILED)
            .map(asked -> asked.isTeardown() ? " (teardown)" : " (restore)")
            .or(() -> reversal.flatMap(Reversal::until).map(end -> " until " + Times.at(end)))
            .orElse("");
  }

  /** How a command ends that followed a setup to this status. */
  static Exit exit(SetupStatus status) {
    return switch (status) {
      case SUCCEEDED, RESTORED, TORN_DOWN -> Exit.DONE;
      case FAILED, DRIFTED, CANCELLED, RUNNING, CHECKING -> Exit.FAILED;
    };
  }
}
