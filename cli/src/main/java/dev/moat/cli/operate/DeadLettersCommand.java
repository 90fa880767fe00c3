package dev.moat.cli.operate;

import dev.moat.cli.api.DeadLetterPage;
import dev.moat.cli.api.MoatApi;
import dev.moat.cli.outcome.Exit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code moat dead-letters}. */
@Command(
    name = "dead-letters",
    description = {
      "Shows messages that could not be handled, sends them again, forgets them.",
      "docs/operating.md says of which queue they should be sent again."
    })
final class DeadLettersCommand extends ApiCommand {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "QUEUE",
      description = "Such as step-subnet (default: count those of every queue).")
  private @Nullable String queue;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NUMBER",
      description = "Sequence number of the message (default: list the queue's, oldest first).")
  private @Nullable Long number;

  @Mixin private LetterOptions what = new LetterOptions();
  @Mixin private Paging paging = new Paging();

  DeadLettersCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  void check() {
    what.problem(number != null, "QUEUE and NUMBER")
        .or(paging::problem)
        .or(this::misplacedPaging)
        .ifPresent(
            problem -> {
              throw wrong(problem);
            });
  }

  private Optional<String> misplacedPaging() {
    return paging.isGiven() && (queue == null || number != null)
        ? Optional.of("--all, --limit and --continuation are for the list of a queue.")
        : Optional.empty();
  }

  @Override
  Exit run(MoatApi api) {
    LetterReport report = new LetterReport(terminal());
    if (queue == null) {
      show(api.deadLetters(), report::show);
    } else if (number == null) {
      String name = queue;
      show(paging.read(page -> api.deadLetters(name, page), DeadLetterPage.class), report::show);
    } else {
      one(api, queue, number);
    }
    return Exit.DONE;
  }

  private void one(MoatApi api, String queue, long number) {
    if (what.replay()) {
      api.replayDeadLetter(queue, number);
      tell("Sent to %s again.".formatted(queue));
    } else if (what.discard()) {
      what.confirm("Delete dead letter %d of %s?".formatted(number, queue), surroundings());
      api.discardDeadLetter(queue, number);
      tell("It is gone.");
    } else {
      show(api.deadLetter(queue, number), new LetterReport(terminal())::show);
    }
  }
}
