package dev.moat.cli.operate;

import dev.moat.cli.api.HistoryPage;
import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.api.Step;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code moat show}. */
@Command(
    name = "show",
    description = "Shows a setup: its steps, what is wrong and what to do, and what was proved.")
final class ShowCommand extends ApiCommand {

  @Mixin private SetupParameter setup = new SetupParameter();

  @Option(names = "--history", description = "Show the setup's history instead, oldest first.")
  private boolean history;

  @Option(
      names = "--step",
      paramLabel = "NAME",
      description = "Show all that is recorded of this step instead.")
  private @Nullable String step;

  @Mixin private FollowOption follow = new FollowOption();
  @Mixin private Paging paging = new Paging();

  ShowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    if (history && step != null || follow.isGiven() && (history || step != null)) {
      throw wrong("Only one of --history, --step and --follow can be given.");
    }
    if (paging.isGiven() && !history) {
      throw wrong("--all, --limit and --continuation are for --history.");
    }
    paging
        .problem()
        .ifPresent(
            problem -> {
              throw wrong(problem);
            });
  }

  @Override
  Exit run(MoatApi api) {
    Reply<Setup> found = setup.find(api);
    if (history) {
      String id = found.value().id();
      show(
          paging.read(page -> api.history(id, page), HistoryPage.class),
          page -> new HistoryReport(terminal()).show(page));
      return Exit.DONE;
    }
    if (step != null) {
      return showStep(found, step);
    }
    if (follow.isGiven()) {
      return follow(api, found.value().id(), found.value().generation());
    }
    show(found, new SetupReport(terminal(), surroundings().clock())::show);
    return Exit.DONE;
  }

  private Exit showStep(Reply<Setup> found, String name) {
    Reply<Step> meant =
        MoatApi.step(found, name).orElseThrow(() -> noSuchStep(name, found.value()));
    show(meant, whole -> new StepReport(terminal()).show(whole, found.value()));
    return Exit.DONE;
  }

  private static Failure noSuchStep(String name, Setup setup) {
    return new Failure(
        Exit.NOT_FOUND,
        "Setup %s has no step '%s'.".formatted(setup.id(), name),
        "Name one of: " + setup.steps().stream().map(Step::name).collect(Collectors.joining(", ")));
  }
}
