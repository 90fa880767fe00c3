package dev.moat.cli;

import dev.moat.cli.outcome.Failure;
import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.model.ResourceId;
import dev.moat.model.SetupRequest;
import dev.moat.model.StepKind;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.plan.PlannedStep;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demonstration of drift: what a registry's privacy consists of is undone by hand, and Moat
 * notices, tells who did it, and repairs it. Whatever it says is read from Resource Manager or from
 * the recorded state, and compared; {@link Failure} is thrown where it is not as promised.
 */
final class DriftDemo {

  private static final int HISTORY_READ = 200;

  private final Stage stage;
  private final SetupRequest request;

  DriftDemo(Stage stage) {
    this.stage = stage;
    this.request = stage.sample().request();
  }

  void run() {
    stage.createResourceGroup();
    stage.title("1. A system posts " + Sample.FILE + ": Moat makes the registry private");
    stage.postAndAwait(stage.sample(), 1, "demo-1");
    stage.showRegistry();
    SetupState made = stage.watch().untilQuiet(request);
    Undoing opened = undo(2, Person.ALICE, Tampering.openPublicAccess(request));
    stage.title("3. Proved again before public access was cut again");
    showProof(opened);
    undo(4, Person.ALICE, Tampering.deleteZoneGroup(zoneGroup()));
    stage.title("5. The history, as operators read it");
    showHistory(made.setup().value().finishedAt().orElseThrow());
  }

  private Undoing undo(int chapter, Person person, Tampering tampering) {
    stage.title("%d. %s %s by hand".formatted(chapter, person.name(), tampering.inWords()));
    Undoing undoing = new Undoing(stage, person, tampering);
    undoing.run();
    return undoing;
  }

  private void showProof(Undoing opened) {
    StepRecord lockdown = Stage.lockdown(opened.repaired());
    stage.showProof(lockdown);
    new ProofOrder(opened.calls()).requireReadBeforeLock(lockdown.evidence());
    stage.line("  All of it was read after her change and before the write that locked.");
  }

  private ResourceId zoneGroup() {
    PlannedStep step = stage.plan().step(StepName.of(StepKind.ZONE_GROUP));
    return step.desired().resource();
  }

  private void showHistory(Instant since) {
    List<HistoryEntry> lines =
        new ArrayList<>(stage.moat().state().history(request.setupId(), HISTORY_READ));
    Collections.reverse(lines);
    lines.removeIf(line -> !line.at().isAfter(since));
    lines.forEach(this::show);
    requireTold(lines.stream().map(HistoryEntry::reason).toList());
  }

  private void show(HistoryEntry line) {
    stage.line(
        "  %s  %-18s %s"
            .formatted(line.at().truncatedTo(ChronoUnit.SECONDS), line.reason(), line.subject()));
    stage.line(stage.terminal().in(Colour.DIM, "    " + Ids.shorten(line.text())));
  }

  private static void requireTold(List<String> reasons) {
    List<String> promised =
        Stream.of("Lockdown", "ZoneGroup")
            .flatMap(step -> Stream.of(step + "Drifted", step + "Repaired", "SetupRepaired"))
            .toList();
    List<String> told = reasons.stream().filter(promised::contains).toList();
    if (!told.equals(promised)) {
      throw new Failure(
          "The history tells %s, not %s.".formatted(reasons, promised),
          "This is a defect of Moat. Look at functions.log.");
    }
  }
}
