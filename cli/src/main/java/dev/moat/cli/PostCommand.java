package dev.moat.cli;

import com.azure.core.exception.AzureException;
import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Terminal;
import dev.moat.engine.Messages;
import dev.moat.localazure.launch.Endpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code moat post}. */
@Command(
    name = "post",
    description = "Posts a setup request to the Moat that 'moat up' runs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PostCommand implements Callable<Integer> {

  private final Path home;
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE",
      description = "The request, as docs/request-contract.md describes; it is posted as it is.")
  private Path file = Path.of("");

  PostCommand(Path home, Terminal terminal) {
    this.home = home;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String request = read();
    Endpoints endpoints = RunningStack.require(home);
    // A new id each time: that the request came before is for Moat to see, not for Service Bus.
    String messageId = "cli-" + UUID.randomUUID();
    try {
      MessageQueue.ofRequests(endpoints).post(request, messageId);
    } catch (AzureException e) {
      throw new Failure(
          "Cannot post %s to %s: %s".formatted(file, Messages.SETUP_REQUESTS, e.getMessage()),
          "See whether 'moat up' still runs, and its service-bus.log.",
          e);
    }
    terminal.line(
        "Posted %s to the queue %s as message %s. How it gets on: ./moat status"
            .formatted(file, Messages.SETUP_REQUESTS, messageId));
    return CommandLine.ExitCode.OK;
  }

  private String read() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure(
          "Cannot read the request in " + file.toAbsolutePath() + ".",
          "Name a file that is there and is text in UTF-8.",
          e);
    }
  }
}
