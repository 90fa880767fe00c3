package dev.moat.cli.operate;

import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.Reply;
import dev.moat.cli.api.Submission;
import dev.moat.cli.outcome.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code moat submit}. */
@Command(name = "submit", description = "Submits a setup request.")
final class SubmitCommand extends ApiCommand {

  @Mixin private RequestFile request = new RequestFile();
  @Mixin private FollowOption follow = new FollowOption();

  SubmitCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Exit run(MoatApi api) {
    Reply<Submission> reply = api.submit(request.read(surroundings().input()));
    Submission submission = reply.value();
    if (!follow.isGiven()) {
      show(reply, this::show);
      return Exit.DONE;
    }
    if (!json()) {
      show(submission);
    }
    return follow(api, submission.setup(), submission.generation());
  }

  private void show(Submission submission) {
    terminal()
        .line(
            submission.acceptedBefore()
                ? "Request %s had been accepted before: setup %s, generation %d. Nothing has changed."
                    .formatted(submission.requestId(), submission.setup(), submission.generation())
                : "Request %s is accepted: setup %s, generation %d."
                    .formatted(
                        submission.requestId(), submission.setup(), submission.generation()));
    if (!follow.isGiven()) {
      terminal().line("How it gets on: ./moat show %s --follow".formatted(submission.setup()));
    }
  }
}
