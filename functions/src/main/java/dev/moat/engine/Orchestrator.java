package dev.moat.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.moat.model.SetupEvent;
import dev.moat.model.SetupId;
import dev.moat.model.SetupRecord;
import dev.moat.model.SetupStatus;
import dev.moat.model.StepMessage;
import dev.moat.model.StepName;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.plan.Plan;
import dev.moat.plan.PlannedStep;
import dev.moat.plan.Plans;
import dev.moat.store.Change;
import dev.moat.store.HistoryEntry;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the steps whose prerequisites are done, and ends the setup when nothing is left to do. It
 * decides from the recorded state alone, so an event may come twice, late or in any order.
 */
public final class Orchestrator {

  private static final int TRIES_AGAINST_OTHERS = 10;

  private final SetupStore setups;
  private final Outbox outbox;
  private final Clock clock;

  public Orchestrator(SetupStore setups, Outbox outbox, Clock clock) {
    this.setups = setups;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Looks at the setup that the event is about. Throws {@link IllegalStateException} when others
   * changed the setup each time it tried: the event should come again.
   */
  public void handle(SetupEvent event) {
    for (int i = 0; i < TRIES_AGAINST_OTHERS; i++) {
      Optional<SetupState> state = setups.load(event.setup());
      if (state.isEmpty()) {
        throw new IllegalStateException(
            "There is no setup '" + event.setup() + "': the event '" + event.cause() + "' is void");
      }
      outbox.sendLeftovers(state.get());
      if (isOfAnOlderGeneration(event, state.get()) || decideAndCommit(state.get())) {
        return;
      }
    }
    throw new IllegalStateException(
        "Setup '" + event.setup() + "' was changed by others each time it was to be advanced");
  }

  private static boolean isOfAnOlderGeneration(SetupEvent event, SetupState state) {
    return event.generation() < state.setup().value().generation();
  }

  private boolean decideAndCommit(SetupState state) {
    return decide(state, clock.instant()).map(outbox::commit).orElse(true);
  }

  /** What follows from this state; empty when nothing does. */
  static Optional<Change> decide(SetupState state, Instant now) {
    SetupRecord setup = state.setup().value();
    if (setup.status() != SetupStatus.RUNNING) {
      return Optional.empty();
    }
    Plan plan = Plans.of(setup.request());
    List<PlannedStep> ready = plan.steps().stream().filter(s -> isReady(s, state)).toList();
    return ready.isEmpty() ? end(state, plan, now) : Optional.of(call(ready, state, now));
  }

  private static boolean isReady(PlannedStep step, SetupState state) {
    return statusOf(step.name(), state) == StepStatus.PENDING
        && step.prerequisites().stream()
            .allMatch(name -> statusOf(name, state) == StepStatus.SUCCEEDED);
  }

  private static Change call(List<PlannedStep> ready, SetupState state, Instant now) {
    SetupRecord setup = state.setup().value();
    Change change = Change.of(setup.id());
    for (PlannedStep step : ready) {
      Versioned<StepRecord> read = recordOf(step.name(), state);
      change.replaceStep(read, called(read.value(), now));
      change.send(
          Messages.call(
              new StepMessage(setup.id(), setup.generation(), step.name(), 1), Optional.empty()));
    }
    return change;
  }

  private static StepRecord called(StepRecord record, Instant now) {
    return record.change().status(StepStatus.QUEUED).turn(1).startedAt(Optional.of(now)).record();
  }

  private static Optional<Change> end(SetupState state, Plan plan, Instant now) {
    Map<StepStatus, List<StepName>> byStatus =
        plan.steps().stream()
            .map(PlannedStep::name)
            .collect(groupingBy(name -> statusOf(name, state)));
    if (byStatus.containsKey(StepStatus.QUEUED) || byStatus.containsKey(StepStatus.PARKED)) {
      return Optional.empty();
    }
    List<StepName> failed = byStatus.getOrDefault(StepStatus.FAILED, List.of());
    return Optional.of(ended(state, failed, now));
  }

  private static Change ended(SetupState state, List<StepName> failed, Instant now) {
    SetupRecord setup = state.setup().value();
    SetupStatus status = failed.isEmpty() ? SetupStatus.SUCCEEDED : SetupStatus.FAILED;
    String reason = failed.isEmpty() ? "SetupSucceeded" : "SetupFailed";
    String text =
        failed.isEmpty()
            ? "Every step is as the request asks"
            : "Failed: " + failed.stream().map(StepName::value).collect(joining(", "));
    return Change.of(setup.id())
        .replace(state.setup(), setup.ended(status, now))
        .note(new HistoryEntry(now, setup.generation(), "setup", reason, text));
  }

  private static StepStatus statusOf(StepName name, SetupState state) {
    return recordOf(name, state).value().status();
  }

  private static Versioned<StepRecord> recordOf(StepName name, SetupState state) {
    Versioned<StepRecord> record = state.steps().get(name);
    if (record == null) {
      SetupId setup = state.setup().value().id();
      throw new IllegalStateException("Setup '" + setup + "' has no record of step '" + name + "'");
    }
    return record;
  }
}
