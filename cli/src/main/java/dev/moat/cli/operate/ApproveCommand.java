package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code moat approve}. */
@Command(
    name = "approve",
    description = "Approves the private endpoint connection that waits for it.")
final class ApproveCommand extends VerbCommand {

  @Mixin private FollowOption follow = new FollowOption();

  ApproveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Reply<Setup> ask(MoatApi api, Setup seen) {
    return api.ask(seen, "approve");
  }

  @Override
  boolean isFollowed() {
    return follow.isGiven();
  }
}
