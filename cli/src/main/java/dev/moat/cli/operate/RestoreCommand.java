package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code moat restore}. */
@Command(
    name = "restore",
    description =
        "Puts the registry's network settings back as they were before Moat: it can be reached from"
            + " outside again.")
final class RestoreCommand extends VerbCommand {

  /** A week. */
  private static final int LONGEST = 10_080;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description =
          "Lock it again by itself after so many minutes, 1 to 10080 (default: stay so until it is"
              + " replayed).")
  private @Nullable Integer minutes;

  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private FollowOption follow = new FollowOption();

  RestoreCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    if (minutes != null && (minutes < 1 || minutes > LONGEST)) {
      throw wrong("--minutes is 1 to " + LONGEST + ".");
    }
  }

  @Override
  Reply<Setup> ask(MoatApi api, Setup seen) {
    confirmation.require(
        "Put the network settings of %s back as they were before %s, %s?"
            .formatted(
                seen.registryName(),
                inWords(seen),
                minutes == null ? "for good" : "for " + minutes + " minutes"),
        surroundings().prompt());
    return api.restore(seen, Optional.ofNullable(minutes));
  }

  @Override
  boolean isFollowed() {
    return follow.isGiven();
  }
}
