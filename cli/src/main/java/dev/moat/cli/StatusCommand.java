package dev.moat.cli;

import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.DriftReport;
import dev.moat.cli.screen.StepTable;
import dev.moat.cli.screen.Terminal;
import dev.moat.localazure.launch.Endpoints;
import dev.moat.model.Page;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepRecord;
import dev.moat.store.Requests.Rejected;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.UnreadableException;
import dev.moat.store.table.TableStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code moat status}. Changes nothing. */
@Command(
    name = "status",
    description = "Shows the setups of the Moat that 'moat up' runs, and the requests it rejected.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {

  private static final int REJECTIONS_SHOWN = 10;

  private final Path home;
  private final Terminal terminal;
  private final Clock clock;

  StatusCommand(Path home, Terminal terminal, Clock clock) {
    this.home = home;
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Endpoints endpoints = RunningStack.require(home);
    TableStore state = LocalState.connect(endpoints, LocalTrust.of(endpoints.trustStore()));
    List<SetupId> setups = state.setups();
    Page<Rejected> rejections = state.rejected(REJECTIONS_SHOWN, Optional.empty());
    if (setups.isEmpty() && rejections.items().isEmpty() && rejections.unreadable().isEmpty()) {
      terminal.line("Moat has taken no request yet. Post one: ./moat post " + Sample.FILE);
    }
    setups.forEach(id -> show(id, state));
    rejections.items().forEach(this::show);
    rejections.unreadable().forEach(each -> notShown(each.id(), each.problem()));
    return CommandLine.ExitCode.OK;
  }

  /** One that cannot be read is told, and hides no other. */
  private void show(SetupId setup, SetupStore state) {
    try {
      state.load(setup).ifPresent(this::show);
    } catch (UnreadableException e) {
      notShown(setup.value(), e.getMessage());
    }
  }

  private void notShown(String id, String problem) {
    terminal.line("Not shown: %s. %s".formatted(id, problem));
  }

  private void show(SetupState state) {
    SetupRecord setup = state.setup().value();
    terminal.line(
        "%s, generation %d: %s (request %s, accepted %s)"
            .formatted(
                terminal.in(Colour.BOLD, setup.id().value()),
                setup.generation(),
                inColour(setup.status()),
                setup.request().requestId(),
                setup.acceptedAt().truncatedTo(ChronoUnit.SECONDS)));
    new StepTable(terminal).lines(SetupViews.of(state, clock.instant())).forEach(terminal::line);
    state.steps().values().stream().map(step -> step.value()).forEach(this::explain);
    terminal.line("");
  }

  private void explain(StepRecord step) {
    step.error().ifPresent(error -> showError(step.name().value(), error));
    DriftReport.of(step).stream()
        .flatMap(report -> report.inWords().lines())
        .forEach(line -> terminal.line("  " + line));
  }

  private void showError(String step, StepError error) {
    terminal.line("  %s: %s: %s".formatted(step, error.code(), error.message()));
    terminal.line("    What to do: " + error.advice());
  }

  private void show(Rejected rejected) {
    terminal.line(
        "%s message %s, request %s, at %s: %s"
            .formatted(
                terminal.in(Colour.RED, "Rejected"),
                rejected.messageId(),
                rejected.requestId().orElse("unknown"),
                rejected.at().truncatedTo(ChronoUnit.SECONDS),
                rejected.reason()));
    rejected.detail().lines().forEach(detail -> terminal.line("  " + detail));
  }

  private String inColour(SetupStatus status) {
    return switch (status) {
      case RUNNING, CHECKING -> terminal.in(Colour.YELLOW, status.name());
      case SUCCEEDED, RESTORED, TORN_DOWN -> terminal.in(Colour.GREEN, status.name());
      case FAILED, DRIFTED, CANCELLED -> terminal.in(Colour.RED, status.name());
    };
  }
}
