package dev.moat.engine;

import dev.moat.model.SetupEvent;
import dev.moat.model.SetupRecord;
import dev.moat.model.StepMessage;
import dev.moat.model.StepRecord;
import dev.moat.model.StepStatus;
import dev.moat.store.Change;
import dev.moat.store.SetupState;
import dev.moat.store.SetupStore;
import dev.moat.store.Versioned;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Calls the steps whose turn has come, and ends the setup when nothing is left to do. It decides
 * from the recorded state alone, so an event may come twice, late or in any order.
 */
public final class Orchestrator {

  private static final int TRIES_AGAINST_OTHERS = 10;

  private final SetupStore setups;
  private final Outbox outbox;
  private final Keeping keeping;
  private final Clock clock;

  public Orchestrator(SetupStore setups, Outbox outbox, Keeping keeping, Clock clock) {
    this.setups = setups;
    this.outbox = outbox;
    this.keeping = keeping;
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
      if (isOfAnOlderGeneration(event, state.get()) || advance(state.get())) {
        return;
      }
    }
    throw new IllegalStateException(
        "Setup '" + event.setup() + "' was changed by others each time it was to be advanced");
  }

  private static boolean isOfAnOlderGeneration(SetupEvent event, SetupState state) {
    return event.generation() < state.setup().value().generation();
  }

  private boolean advance(SetupState state) {
    Instant now = clock.instant();
    if (Relock.isDue(state.setup().value(), now)) {
      return outbox.commit(Relock.of(state, "The time of the restore is over", now));
    }
    Progress progress = Progress.of(state);
    return progress.isOver() ? end(state, progress) : callReady(state, progress);
  }

  private boolean end(SetupState state, Progress progress) {
    keeping.ends(state);
    boolean recorded = outbox.commit(Ending.of(state, progress, clock.instant()));
    if (!recorded) {
      // A newer generation may have opened, and what it watches have just been written over.
      setups.load(state.setup().value().id()).ifPresent(keeping::watches);
    }
    if (recorded) {
      keeping.ended(state);
    }
    return recorded;
  }

  private boolean callReady(SetupState state, Progress progress) {
    List<Versioned<StepRecord>> ready = progress.ready();
    return ready.isEmpty() || outbox.commit(call(ready, state, clock.instant()));
  }

  private static Change call(List<Versioned<StepRecord>> ready, SetupState state, Instant now) {
    SetupRecord setup = state.setup().value();
    Change change = Change.of(setup.id());
    for (Versioned<StepRecord> read : ready) {
      StepRecord called = called(read.value(), now);
      change.replaceStep(read, called);
      change.send(
          Messages.call(
              new StepMessage(setup.id(), setup.generation(), called.name(), called.turn()),
              Optional.empty()));
    }
    return change;
  }

  private static StepRecord called(StepRecord record, Instant now) {
    return (record.status().isFinal() ? Reopening.of(record) : record.change())
        .status(StepStatus.QUEUED)
        .turn(record.turn() + 1)
        .startedAt(Optional.of(now))
        .record();
  }
}
