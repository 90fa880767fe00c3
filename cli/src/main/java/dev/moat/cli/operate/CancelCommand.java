package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code moat cancel}. */
@Command(
    name = "cancel",
    description = "Stops the work on a setup, until it is replayed or asked for anew.")
final class CancelCommand extends VerbCommand {

  @Mixin private Confirmation confirmation = new Confirmation();

  CancelCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Reply<Setup> ask(MoatApi api, Setup seen) {
    confirmation.require("Stop the work on %s?".formatted(inWords(seen)), surroundings().prompt());
    return api.ask(seen, "cancel");
  }
}
