package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.outcome.Exit;
import picocli.CommandLine.Mixin;

/**
 * A command that asks something of one setup as it was shown: if that has changed meanwhile,
 * nothing is done.
 */
abstract class VerbCommand extends ApiCommand {

  @Mixin private SetupParameter setup = new SetupParameter();

  VerbCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  final Exit run(MoatApi api) {
    Setup seen = setup.find(api).value();
    Reply<Setup> after = ask(api, seen);
    if (isFollowed()) {
      return follow(api, after.value());
    }
    show(after, new Outcomes(terminal())::show);
    return Exit.DONE;
  }

  /** Has it done, after what must be asked before. */
  abstract Reply<Setup> ask(MoatApi api, Setup seen);

  /** Whether somebody wants to look on. */
  boolean isFollowed() {
    return false;
  }

  /** Such as {@code setup secureacr2021-8d4b2b667e, which is FAILED}. */
  static String inWords(Setup seen) {
    return "setup %s, which is %s".formatted(seen.id(), seen.status());
  }
}
