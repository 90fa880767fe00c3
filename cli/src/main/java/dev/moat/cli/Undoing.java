package dev.moat.cli;

import dev.moat.cli.screen.Colour;
import dev.moat.cli.screen.Ids;
import dev.moat.cli.screen.Progress;
import dev.moat.cli.screen.Seconds;
import dev.moat.model.Difference;
import dev.moat.model.SetupRequest;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepRecord;
import dev.moat.store.SetupState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One change by hand, and all that Moat does about it. */
final class Undoing {

  private final Stage stage;
  private final SetupRequest request;
  private final Person person;
  private final Tampering tampering;
  private Optional<SetupState> repaired = Optional.empty();
  private List<LocalArm.Call> calls = List.of();

  Undoing(Stage stage, Person person, Tampering tampering) {
    this.stage = stage;
    this.request = stage.sample().request();
    this.person = person;
    this.tampering = tampering;
  }

  /** Throws {@link Failure} unless the change is noticed, told and repaired as promised. */
  void run() {
    SetupState before = stage.watch().untilQuiet(request);
    RegistryReport whole = stage.report();
    stage.moat().arm().clearCalls();
    stage.moat().arm().disturbEvents("{\"hold\": true}");
    String correlationId = change();
    Recovery recovery = new Recovery(whole, stage::report, stage.clock());
    awaitLoss(recovery);
    stage.moat().arm().disturbEvents("{\"hold\": false}");
    awaitNoticed(correlationId);
    awaitRepaired(before, recovery);
    showCost(recovery);
  }

  /** The setup after the repair. */
  SetupState repaired() {
    return repaired.orElseThrow();
  }

  /** What Moat asked of Azure in answer, oldest first. */
  List<LocalArm.Call> calls() {
    return calls;
  }

  private String change() {
    String correlationId = person.does(tampering, stage.moat().arm()).correlationId();
    stage.property(
        "the change",
        "%s %s %s"
            .formatted(tampering.method(), Ids.shorten(tampering.resource()), tampering.body())
            .strip());
    stage.property("correlation id", correlationId);
    return correlationId;
  }

  /** Azure may take its time; its events are held, or Moat might be done before anybody looks. */
  private void awaitLoss(Recovery recovery) {
    List<Difference> losses = new ArrayList<>(recovery.losses());
    stage
        .watch()
        .until(
            request,
            state -> !losses.isEmpty() || losses.addAll(recovery.losses()),
            () -> "Resource Manager never showed the change.");
    for (Difference loss : losses) {
      stage.property(
          loss.field(), stage.terminal().in(Colour.RED, loss.found()) + ", was " + loss.expected());
    }
  }

  private void awaitNoticed(String correlationId) {
    stage.line("Moat:");
    SetupState state =
        stage
            .watch()
            .until(
                request,
                each -> drift(each, correlationId).isPresent(),
                () -> "Moat did not notice.");
    ToldDrift told = drift(state, correlationId).orElseThrow();
    told.show(tampering.step(), stage);
    told.requireIs(tampering, person);
  }

  private Optional<ToldDrift> drift(SetupState state, String correlationId) {
    return ToldDrift.latest(step(state)).filter(told -> told.isCausedBy(correlationId));
  }

  private StepRecord step(SetupState state) {
    return Optional.ofNullable(state.steps().get(tampering.step())).orElseThrow().value();
  }

  private void awaitRepaired(SetupState before, Recovery recovery) {
    Instant ended = before.setup().value().finishedAt().orElseThrow();
    try (Progress progress = Progress.of(stage.plan().steps().size(), stage.terminal())) {
      stage
          .watch()
          .until(
              request,
              state -> {
                progress.show(SetupViews.ofCheck(state, ended, stage.clock().instant()));
                return recovery.isOver() & hasEndedSince(state, ended);
              },
              () -> "The registry is not as it was before.");
    }
    repaired = Optional.of(stage.watch().untilQuiet(request));
    calls = stage.moat().arm().calls();
  }

  private static boolean hasEndedSince(SetupState state, Instant ended) {
    return state.setup().value().status() == SetupStatus.SUCCEEDED
        && state.setup().value().finishedAt().filter(ended::isBefore).isPresent();
  }

  private void showCost(Recovery recovery) {
    stage.line(
        "%s %s s after the change: Resource Manager shows all as it was before."
            .formatted(stage.terminal().in(Colour.GREEN, "Repaired"), Seconds.of(recovery.time())));
    CallAccount account = stage.requireWritesFor(List.of(tampering.resource()));
    LocalArm.Call write = calls.stream().filter(LocalArm.Call::isWrite).findFirst().orElseThrow();
    stage.line(
        "  %s: %s %s".formatted(account, write.method(), Ids.shorten(account.writes().get(0))));
  }
}
