package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Terminal;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.localazure.launch.LocalProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code moat up}. */
@Command(
    name = "up",
    description =
        "Runs Moat in an Azure on this machine until Ctrl-C, for requests to be posted to.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class UpCommand implements Callable<Integer> {

  private final Path home;
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private LatencyOption latency = new LatencyOption();

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "Where logs and state are, and stay from run to run; but messages do not. Without it each"
              + " run starts from nothing, in .moat/up.")
  private @Nullable Path folder;

  UpCommand(Path home, Terminal terminal, Clock clock) {
    this.home = home;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Path place = (folder == null ? home.resolve(".moat/up") : folder).toAbsolutePath().normalize();
    RunningStack claim = RunningStack.claim(home, place);
    if (folder == null) {
      Folders.delete(place);
    }
    try (Session session =
        Session.open(
            home,
            place,
            latency.value(),
            terminal,
            clock,
            interrupted -> RunningStack.forget(home))) {
      session.moat().arm().createResourceGroup(Sample.RESOURCE_GROUP, Sample.LOCATION);
      Endpoints endpoints = session.moat().azure().endpoints();
      claim.ready(home, endpoints);
      tell(endpoints, place);
      LocalProcess ended = firstToEnd(session.moat().azure().processes());
      if (!session.isInterrupted()) {
        Failures.report(
            terminal,
            new Failure(
                "The process '%s' ended; without it nothing works.".formatted(ended.name()),
                "Look at the last lines of its log, %s; then start again.".formatted(ended.log())));
      }
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /** Waits for as long as all is well. */
  private static LocalProcess firstToEnd(List<LocalProcess> processes) {
    CompletableFuture<LocalProcess> ended = new CompletableFuture<>();
    for (LocalProcess process : processes) {
      ProcessHandle.of(process.pid())
          .map(ProcessHandle::onExit)
          .orElseGet(() -> CompletableFuture.completedFuture(ProcessHandle.current()))
          .thenRun(() -> ended.complete(process));
    }
    return ended.join();
  }

  private void tell(Endpoints endpoints, Path place) {
    Here here = new Here(home);
    terminal.line("");
    terminal.line(terminal.in(Colour.BOLD, "Moat runs. Ctrl-C stops it."));
    terminal.line(
        "  post a request     " + here.command("post") + " " + Here.quoted(here.file(Sample.FILE)));
    terminal.line("  look at the state  " + here.command("status"));
    terminal.line("  list the setups    " + here.command("setups"));
    terminal.line("");
    terminal.line("  Resource Manager   " + endpoints.resourceManagerUrl());
    terminal.line("  Service Bus        " + endpoints.serviceBusConnectionString());
    terminal.line("  Table Storage      " + endpoints.tableServiceUrl());
    terminal.line("  Functions host     " + endpoints.functionsUrl());
    terminal.line(
        "  HTTP API           " + LocalApi.of(endpoints).url() + ", its key in .moat/up.json");
    terminal.line(
        "  operators' page    " + endpoints.functionsUrl() + "/api/ui, which asks for that key");
    terminal.line("  certificates       " + endpoints.trustStore());
    terminal.line("  logs               " + Session.logs(place));
  }
}
