package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code moat reject}. */
@Command(
    name = "reject",
    description =
        "Rejects the private endpoint connection that waits, which Azure never takes back.")
final class RejectCommand extends VerbCommand {

  @Mixin private Confirmation confirmation = new Confirmation();

  RejectCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Reply<Setup> ask(MoatApi api, Setup seen) {
    confirmation.require(
        "Reject the connection of %s? Azure never takes that back.".formatted(inWords(seen)),
        surroundings().prompt());
    return api.ask(seen, "reject");
  }
}
