package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.api.TeardownPlan;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code moat teardown}. */
@Command(
    name = "teardown",
    description = {
      "Puts the registry's settings back and removes what Moat created.",
      "Shows the plan first, and does just that after the registry's name was typed. Without a"
          + " terminal it needs --yes and --plan."
    })
final class TeardownCommand extends ApiCommand {

  @Mixin private SetupParameter setup = new SetupParameter();

  @Option(
      names = "--delete-registry",
      description = "Remove a registry that Moat created too, with all its images.")
  private boolean deleteRegistry;

  @Option(names = "--dry-run", description = "Only show the plan.")
  private boolean dryRun;

  @Option(
      names = "--plan",
      paramLabel = "ID",
      description = "The plan that was shown; any other is refused.")
  private @Nullable String plan;

  @Mixin private Confirmation confirmation = new Confirmation();
  @Mixin private FollowOption follow = new FollowOption();

  TeardownCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    if (dryRun && (plan != null || confirmation.isGiven() || follow.isGiven())) {
      throw wrong("--dry-run goes neither with --plan, --yes nor --follow.");
    }
    if (confirmation.isGiven() && plan == null) {
      throw wrong("--yes needs --plan: the plan that was shown. --dry-run shows one.");
    }
  }

  @Override
  Exit run(MoatApi api) {
    Setup seen = setup.find(api).value();
    Reply<TeardownPlan> shown = api.teardownPlan(seen.id(), deleteRegistry);
    if (dryRun) {
      show(shown, items -> new TeardownReport(terminal()).show(items, seen));
      return Exit.DONE;
    }
    if (!json()) {
      new TeardownReport(terminal()).show(shown.value(), seen);
    }
    String agreed = agreed(seen, shown.value());
    Reply<Setup> after = api.teardown(seen, agreed, deleteRegistry);
    if (follow.isGiven()) {
      return follow(api, after.value());
    }
    show(after, new Outcomes(terminal())::show);
    return Exit.DONE;
  }

  /** The id of the plan that somebody agreed to. */
  private String agreed(Setup seen, TeardownPlan shown) {
    if (plan != null && !plan.equals(shown.id())) {
      throw new Failure(
          Exit.CONFLICT,
          "The plan is %s now, no longer %s.".formatted(shown.id(), plan),
          "Look at the new one with --dry-run, then ask for that.");
    }
    if (confirmation.isGiven()) {
      return shown.id();
    }
    Optional<String> typed =
        surroundings()
            .prompt()
            .ask("To tear it down, type the registry's name, %s: ".formatted(seen.registryName()));
    if (typed.isEmpty()) {
      throw new Failure(
          Exit.USAGE,
          "A teardown asks for the registry's name, and there is no terminal to ask at.",
          "Say --yes and --plan " + shown.id() + " on the command line.");
    }
    if (!typed.get().strip().equals(seen.registryName())) {
      throw Confirmation.declined();
    }
    return shown.id();
  }
}
