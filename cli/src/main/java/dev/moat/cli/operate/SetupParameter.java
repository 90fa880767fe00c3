package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import picocli.CommandLine.Parameters;

/** The parameter that says which setup is meant. */
final class SetupParameter {

  @Parameters(
      paramLabel = "SETUP",
      description = "The id of the setup, or the name or resource id of its registry.")
  private String setup = "";

  Reply<Setup> find(MoatApi api) {
    return new SetupFinder(api).find(setup);
  }
}
