package dev.moat.endtoend;

import static java.util.stream.Collectors.joining;

import dev.moat.cli.LocalMoat;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepKind;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.Versioned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A setup as its recorded state tells of it, and waiting for that state to come. */
final class Setup {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LOG_LINES = 60;
  private static final int ALL_HISTORY = 500;

  private final LocalMoat moat;
  private final SetupId id;

  Setup(LocalMoat moat, SetupId id) {
    this.moat = moat;
    this.id = id;
  }

  /** Whether it was ever accepted. */
  boolean exists() {
    return state().isPresent();
  }

  SetupId id() {
    return id;
  }

  /** Whether nothing of it is being worked on, and nothing waits to be looked into. */
  boolean isQuiet() {
    return state()
        .filter(state -> !state.setup().value().status().isActive())
        .filter(state -> state.noticed().isEmpty() && state.unsent().isEmpty())
        .isPresent();
  }

  SetupStatus status() {
    return record().status();
  }

  SetupRecord record() {
    return state().orElseThrow().setup().value();
  }

  /** The only step of a kind. */
  StepRecord step(StepKind kind) {
    List<StepRecord> found = steps().filter(step -> step.name().kind() == kind).toList();
    if (found.size() != 1) {
      throw new AssertionError("There are " + found.size() + " steps of kind " + kind);
    }
    return found.get(0);
  }

  Stream<StepRecord> steps() {
    return state().stream().flatMap(each -> each.steps().values().stream()).map(Versioned::value);
  }

  /** Its whole history, oldest first. */
  List<HistoryEntry> history() {
    List<HistoryEntry> newestFirst = moat.state().history(id, ALL_HISTORY);
    return newestFirst.stream().sorted((one, other) -> one.at().compareTo(other.at())).toList();
  }

  List<String> historyReasons() {
    return history().stream().map(HistoryEntry::reason).toList();
  }

  /** Waits until this generation has ended well. */
  Setup awaitSuccess(long generation) {
    return awaitSuccess(generation, PATIENCE);
  }

  Setup awaitSuccess(long generation, Duration atMost) {
    return awaitEnd(generation, SetupStatus.SUCCEEDED, atMost);
  }

  /** Waits until this generation has ended with a failed step. */
  Setup awaitFailure(long generation) {
    return awaitEnd(generation, SetupStatus.FAILED, PATIENCE);
  }

  /** Waits until the setup stands like this, and nothing of it is being worked on. */
  Setup awaitStatus(SetupStatus wanted) {
    await("to be " + wanted, PATIENCE, state -> state.setup().value().status() == wanted);
    return this;
  }

  private Setup awaitEnd(long generation, SetupStatus wanted, Duration atMost) {
    SetupRecord ended =
        await(
                "generation " + generation + " of " + id + " to end",
                atMost,
                state ->
                    state.setup().value().generation() == generation
                        && !state.setup().value().status().isActive())
            .setup()
            .value();
    if (ended.status() != wanted) {
      throw new AssertionError(
          "%s has %s, not %s.%n%s".formatted(id, ended.status(), wanted, description()));
    }
    return this;
  }

  /** Waits until the only step of a kind is as wanted. */
  StepRecord awaitStep(StepKind kind, String wanted, Predicate<StepRecord> is) {
    await(
        kind + " " + wanted,
        PATIENCE,
        state ->
            state.steps().values().stream()
                .map(Versioned::value)
                .anyMatch(step -> step.name().kind() == kind && is.test(step)));
    return step(kind);
  }

  StepRecord awaitStep(StepKind kind, StepStatus status) {
    return awaitStep(kind, "to be " + status, step -> step.status() == status);
  }

  /** Waits until the recorded state is as wanted. */
  SetupState await(String wanted, Duration atMost, Predicate<SetupState> is) {
    return Await.until(wanted, atMost, () -> state().filter(is), this::description);
  }

  private Optional<SetupState> state() {
    return moat.state().load(id);
  }

  /** The steps with their states, and the end of the app's log. */
  String description() {
    return state().map(Setup::inWords).orElse(id + " was never accepted")
        + "\nThe last lines of the Functions host:\n"
        + lastLines();
  }

  private static String inWords(SetupState state) {
    SetupRecord setup = state.setup().value();
    return "%s is %s in generation %d; unsent messages: %d%n%s"
        .formatted(
            setup.id(),
            setup.status(),
            setup.generation(),
            state.unsent().size(),
            state.steps().values().stream()
                .map(Versioned::value)
                .map(Setup::inWords)
                .collect(joining("\n")));
  }

  private static String inWords(StepRecord step) {
    return "  %s: %s, turn %d, attempt %d%s%s"
        .formatted(
            step.name(),
            step.status(),
            step.turn(),
            step.attempt(),
            step.waitingFor().map(what -> ", waits for " + what).orElse(""),
            step.error().map(error -> ", " + error).orElse(""));
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(moat.azure().functions().log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the log of the Functions host", e);
    }
  }
}
