package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Replays;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Setup;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Table;
import dev.moat.model.StepKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code moat replay}. */
@Command(
    name = "replay",
    description = {
      "Sends steps again that ended otherwise than asked, from what is recorded of them.",
      "What was cancelled goes on; what was restored becomes private again."
    })
final class ReplayCommand extends ApiCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "SETUP",
      description = "The id of the setup, or the name or resource id of its registry.")
  private @Nullable String setup;

  @Option(
      names = "--step",
      paramLabel = "NAME",
      description = "Only this step; can be given several times (default: all that can be).")
  private List<String> steps = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      completionCandidates = Kinds.class,
      description = "All failed steps of this kind, whosever: ${COMPLETION-CANDIDATES}.")
  private @Nullable String kind;

  @Mixin private FollowOption follow = new FollowOption();

  /** The kinds as people write them. */
  static final class Kinds implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(StepKind.values()).map(StepKind::label).iterator();
    }
  }

  ReplayCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    if ((setup == null) == (kind == null)) {
      throw wrong("Say either which SETUP, or which --kind of steps.");
    }
    if (kind != null && (!steps.isEmpty() || follow.isGiven())) {
      throw wrong("--kind goes neither with --step nor with --follow.");
    }
  }

  @Override
  Exit run(MoatApi api) {
    return kind == null ? replay(api, String.valueOf(setup)) : replayAll(api, kind);
  }

  private Exit replay(MoatApi api, String text) {
    Setup seen = new SetupFinder(api).find(text).value();
    Reply<Setup> after = api.replay(seen, steps);
    if (follow.isGiven()) {
      return follow(api, after.value());
    }
    show(after, new Outcomes(terminal())::show);
    return Exit.DONE;
  }

  private Exit replayAll(MoatApi api, String label) {
    Reply<Replays> reply = api.replayKind(label);
    show(reply, this::show);
    boolean all = reply.value().results().stream().allMatch(Replays.Result::replayed);
    return all ? Exit.DONE : Exit.CONFLICT;
  }

  private void show(Replays replays) {
    if (replays.results().isEmpty()) {
      terminal().line("Nothing to replay: no step of this kind has failed.");
      return;
    }
    Table table = new Table(terminal(), "setup", "steps", "replayed", "why not");
    replays.results().forEach(result -> row(table, result));
    table.print();
    if (replays.more()) {
      terminal().line("There are more: ask again.");
    }
  }

  private static void row(Table table, Replays.Result result) {
    table.row(
        Optional.of(result.replayed() ? Colour.GREEN : Colour.RED),
        result.setup(),
        String.join(", ", result.steps()),
        result.replayed() ? "yes" : "no",
        result.detail().or(result::code).orElse(""));
  }
}
