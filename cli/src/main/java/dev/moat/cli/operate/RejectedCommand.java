package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.RejectedRequestPage;
import dev.moat.cli.outcome.Exit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code moat rejected}. */
@Command(
    name = "rejected",
    description = "Shows requests that could not become a setup, posts them again, forgets them.")
final class RejectedCommand extends ApiCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "Of the rejection (default: list them, newest first).")
  private @Nullable String id;

  @Mixin private LetterOptions what = new LetterOptions();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "With --replay: post this in its place; - is standard input.")
  private @Nullable String file;

  @Mixin private Paging paging = new Paging();

  RejectedCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    what.problem(id != null, "ID")
        .or(paging::problem)
        .or(() -> otherProblem())
        .ifPresent(
            problem -> {
              throw wrong(problem);
            });
  }

  private Optional<String> otherProblem() {
    if (file != null && !what.replay()) {
      return Optional.of("--file goes with --replay only.");
    }
    return id != null && paging.isGiven()
        ? Optional.of("--all, --limit and --continuation are for the list.")
        : Optional.empty();
  }

  @Override
  Exit run(MoatApi api) {
    if (id == null) {
      show(paging.read(api::rejected, RejectedRequestPage.class), this::show);
    } else if (what.replay()) {
      api.replayRejected(
          id,
          Optional.ofNullable(file).map(given -> RequestFile.read(given, surroundings().input())));
      tell("Posted again. If it is wrong still, it is rejected anew.");
    } else if (what.discard()) {
      what.confirm("Forget the rejected request %s?".formatted(id), surroundings());
      api.discardRejected(id);
      tell("It is gone.");
    } else {
      show(api.rejected(id), new LetterReport(terminal())::show);
    }
    return Exit.DONE;
  }

  private void show(RejectedRequestPage page) {
    new LetterReport(terminal()).show(page);
  }
}
