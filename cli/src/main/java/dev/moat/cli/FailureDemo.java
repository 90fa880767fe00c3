package dev.moat.cli;

import dev.moat.cli.api.HistoryEntry;
import dev.moat.cli.api.MoatApi;
import dev.moat.cli.api.PageQuery;
import dev.moat.cli.api.Setup;
import dev.moat.cli.outcome.Exit;
import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Ids;
import dev.moat.model.Desired;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepError;
import dev.moat.model.StepKind;
import dev.moat.plan.PlannedStep;
import java.util.List;
import java.util.Optional;

/**
 * The demonstration of a failure: a link that somebody left behind is in a setup's way. It is found
 * and replayed with the commands of operators. Whatever it says is read from Resource Manager or
 * from the HTTP API, and compared; {@link Failure} is thrown where it is not as promised.
 */
final class FailureDemo {

  private static final String CAUSE = "LinkToAnotherNetwork";
  private static final int HISTORY_SHOWN = 8;

  private final Stage stage;
  private final TypedCommands commands;
  private final MoatApi api;
  private final PlannedStep step;
  private final Desired.Link asked;
  private final LeftBehind link;
  private final String setup;
  private final String registry;

  FailureDemo(Stage stage, TypedCommands commands) {
    this.stage = stage;
    this.commands = commands;
    this.api = new MoatApi(stage.moat().api().address(), "demo");
    this.step = linkStep();
    this.asked = (Desired.Link) step.desired();
    this.link = new LeftBehind(stage, asked);
    this.setup = stage.sample().request().setupId().value();
    this.registry = stage.sample().request().registry().id().name();
  }

  void run() {
    stage.createResourceGroup();
    stage.title("1. %s linked the zone to a network of his own".formatted(Person.BOB.name()));
    link.make(Person.BOB);
    stage.title("2. A pipeline submits a request, and a step of it fails");
    commands.type(
        Exit.FAILED,
        "submit",
        commands.file(Sample.FILE),
        "--follow",
        "--operator",
        "release pipeline");
    requireFailed();
    stage.title("3. An operator looks for what has failed, and why");
    commands.type(Exit.DONE, "setups", "--status", "FAILED");
    commands.type(Exit.DONE, "show", registry);
    stage.title("4. %s deletes that link, as the owner of the zone".formatted(Person.ALICE.name()));
    link.remove(Person.ALICE);
    stage.title("5. She replays the setup");
    stage.moat().arm().clearCalls();
    commands.type(Exit.DONE, "replay", registry, "--follow", "--operator", Person.ALICE.name());
    showMade();
    stage.title("6. The history tells who replayed it");
    commands.type(
        Exit.DONE, "show", registry, "--history", "--limit", Integer.toString(HISTORY_SHOWN));
    requireTold();
  }

  /** What the API tells of the setup is what is in Azure. */
  private void requireFailed() {
    Setup failed = api.setup(setup).value();
    List<String> codes =
        failed.steps().stream()
            .flatMap(each -> each.error().stream())
            .map(StepError::code)
            .toList();
    require(
        failed.status() == SetupStatus.FAILED && codes.equals(List.of(CAUSE)),
        "The setup is %s with %s, not FAILED with %s.".formatted(failed.status(), codes, CAUSE));
    String access = stage.report().publicNetworkAccess();
    require(
        access.equals("Enabled"), "Public access is %s before anything proved.".formatted(access));
    stage.line("  Resource Manager: public access is still Enabled, nothing is locked unproved.");
  }

  private void showMade() {
    stage.showRegistry();
    require(
        new ResourceId(link.linked()).equals(asked.virtualNetwork()),
        "The link is to %s.".formatted(link.linked()));
    stage.property("link", "to " + Ids.shorten(asked.virtualNetwork()));
    CallAccount calls =
        stage.requireWritesFor(List.of(asked.resource(), stage.sample().request().registry().id()));
    stage.line("  %s: only what was missing".formatted(calls));
  }

  private void requireTold() {
    List<HistoryEntry> lines =
        api.history(setup, new PageQuery(HISTORY_SHOWN, Optional.empty())).value().items();
    boolean told =
        lines.stream()
            .anyMatch(
                line ->
                    line.reason().equals("SetupReplayed")
                        && line.text().contains(Person.ALICE.name())
                        && line.text().contains(step.name().value()));
    require(told, "The history does not tell that she replayed the step: " + lines);
  }

  private static void require(boolean promised, String otherwise) {
    if (!promised) {
      throw new Failure(otherwise, "This is a defect of Moat. Look at functions.log.");
    }
  }

  private PlannedStep linkStep() {
    return stage.plan().steps().stream()
        .filter(step -> step.name().kind() == StepKind.LINK)
        .findFirst()
        .orElseThrow();
  }
}
